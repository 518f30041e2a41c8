package arelops.app.ask;

/// A server gave no answer that can be relied on.
public final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    public Unanswered(String because) {
        super(because);
    }

    public Unanswered(String because, Throwable cause) {
        super(because, cause);
    }

    public String because() {
        return String.valueOf(getMessage());
    }
}
