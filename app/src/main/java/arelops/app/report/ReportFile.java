package arelops.app.report;

import java.nio.file.Path;

/// A file of a report: a regular one, known by its name in the workspace.
public record ReportFile(String name, Path path) {}
