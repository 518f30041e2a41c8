package arelops.app.cli;

import picocli.CommandLine.Option;

/// Why something is done by hand with recorded traffic.
final class Reason {
    @Option(names = "-m", paramLabel = "REASON", description = "Why; it is kept in the ledger.")
    private String text = "";

    String text() {
        return text;
    }
}
