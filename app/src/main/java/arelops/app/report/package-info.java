/// Readers of the reports that checks leave (JUnit XML, SARIF, CycloneDX, OSV). What they read was
/// written by somebody else's program: memory and time are bounded, and whatever is wrong becomes a
/// sentence.
@NullMarked
package arelops.app.report;

import org.jspecify.annotations.NullMarked;
