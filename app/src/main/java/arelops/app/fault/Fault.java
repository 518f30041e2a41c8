package arelops.app.fault;

/// Something that the program needs is broken or refused: a git server, a disk, a node, an input.
///
/// The message says what was tried, on what, and what is wrong; `mend` says what happens next or how to put it right.
/// `code` is stable and documented (for example `git.unreachable`), so that scripts and docs can name it.
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Who must act, and so which exit code a command ends with.
    public enum Kind {
        /// Bad arguments, config or other input: exit 2.
        INPUT(2),
        /// A rule says no: exit 3.
        REFUSED(3),
        /// The person may not do this: exit 4.
        NOT_ALLOWED(4),
        /// Something outside did not answer; trying again later may help: exit 5.
        UNREACHABLE(5),
        /// A bug or a broken machine (disk full, damaged file): exit 1.
        BROKEN(1);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;
    private final String code;
    private final String mend;

    public Fault(Kind kind, String code, String message, String mend) {
        super(message);
        this.kind = kind;
        this.code = code;
        this.mend = mend;
    }

    public Fault(Kind kind, String code, String message, String mend, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
        this.mend = mend;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    /// What happens next, or the one thing to do.
    public String mend() {
        return mend;
    }
}
