package arelops.app.run;

import arelops.app.report.ReportFile;
import arelops.app.report.ReportLimits;
import arelops.app.report.Reports;
import arelops.core.policy.Report;
import arelops.core.report.ReportResult;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/// Finds the files of a declared report in the workspace of a command that is over, and has them read.
/// Only what the command itself left inside the workspace counts; no link is followed, and nothing but
/// regular files is opened.
final class ReportFiles {
    private static final int DEEPEST = 64;
    private static final String PATTERN = "*?[{";

    private final Path workspace;
    private final Report declared;
    private final Reports reports;
    private final FileTime begun;

    /// @param begun when the command began; what is older came with the commit
    ReportFiles(Path workspace, Report declared, Mask mask, FileTime begun) {
        this.workspace = workspace;
        this.declared = declared;
        this.reports = new Reports(declared, mask::text);
        this.begun = begun;
    }

    ReportResult read() {
        try {
            var globs = Globs.of(List.of(declared.glob()));
            var top = top();
            if (top.isEmpty()) {
                return reports.noData("the pattern " + declared.glob() + " leads out of the workspace");
            }
            if (Files.isSymbolicLink(top.get())) {
                return reports.noData(workspace.relativize(top.get()) + " is a link, and those are not read");
            }
            var search = new Search(globs);
            if (isFolder(top.get())) {
                Files.walkFileTree(top.get(), Set.of(), DEEPEST, search);
            } else if (Files.exists(top.get(), LinkOption.NOFOLLOW_LINKS)) {
                search.take(
                        top.get(),
                        Files.readAttributes(top.get(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
            }
            return search.wrong.map(reports::noData).orElseGet(() -> reports.read(search.sorted()));
        } catch (PatternSyntaxException e) {
            return reports.noData(declared.glob() + " is no pattern of files: " + e.getDescription());
        } catch (IOException e) {
            return reports.noData("the workspace cannot be searched for " + declared.glob() + " ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    /// The folder or file that the pattern begins with; empty where it leads out of the workspace.
    private Optional<Path> top() {
        var path = workspace;
        if (declared.glob().startsWith("/")) {
            return Optional.empty();
        }
        for (String part : Globs.plain(declared.glob()).split("/", -1)) {
            if (part.equals("..")) {
                return Optional.empty();
            }
        }
        for (String part : Globs.plain(declared.glob()).split("/", -1)) {
            boolean fixed = part.chars().noneMatch(c -> PATTERN.indexOf(c) >= 0);
            if (!fixed || !isFolder(path)) {
                return Optional.of(path);
            }
            path = path.resolve(part);
        }
        return Optional.of(path);
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// What matches, or what is in the way.
    private final class Search extends SimpleFileVisitor<Path> {
        private final Globs globs;
        private final List<ReportFile> files = new ArrayList<>();
        private Optional<String> wrong = Optional.empty();
        private long bytes;

        Search(Globs globs) {
            this.globs = globs;
        }

        List<ReportFile> sorted() {
            return files.stream()
                    .sorted(java.util.Comparator.comparing(ReportFile::name))
                    .toList();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            return take(file, attributes);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return stop(name(file) + " cannot be looked into (" + e.getClass().getSimpleName() + ")");
        }

        private FileVisitResult stop(String why) {
            wrong = Optional.of(why);
            return FileVisitResult.TERMINATE;
        }

        private String name(Path file) {
            return workspace.relativize(file).toString();
        }

        FileVisitResult take(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isDirectory()) {
                return stop(name(file) + " lies deeper than " + DEEPEST + " folders, where no report is looked for");
            }
            if (!globs.match(workspace.relativize(file))) {
                return FileVisitResult.CONTINUE;
            }
            if (!attributes.isRegularFile()) {
                return stop(name(file) + " is " + (attributes.isSymbolicLink() ? "a link" : "no regular file")
                        + ", and those are not read");
            }
            bytes += attributes.size();
            if (attributes.size() > ReportLimits.FILE_BYTES || bytes > ReportLimits.TOTAL_BYTES) {
                return stop(name(file) + ": more than " + (ReportLimits.FILE_BYTES >> 20) + " MiB, or more than "
                        + (ReportLimits.TOTAL_BYTES >> 20) + " MiB with the others");
            }
            if (isOlder(file)) {
                return stop(name(file) + " is part of the commit, and the command did not write it");
            }
            files.add(new ReportFile(name(file), file));
            return files.size() > ReportLimits.FILES
                    ? stop("more than " + ReportLimits.FILES + " files match " + declared.glob())
                    : FileVisitResult.CONTINUE;
        }

        /// By the time at which the file system itself changed it, which no program can set.
        private boolean isOlder(Path file) throws IOException {
            return Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS) instanceof FileTime changed
                    && changed.compareTo(begun) < 0;
        }
    }
}
