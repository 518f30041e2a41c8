package arelops.app.cli;

/// Exit codes, the same with `--json`; faults bring their own.
final class Exit {
    static final int GOOD = 0;
    static final int USAGE = 2;
    static final int REFUSED = 3;
    static final int NO_DATA = 6;
    static final int PENDING = 8;

    private Exit() {}
}
