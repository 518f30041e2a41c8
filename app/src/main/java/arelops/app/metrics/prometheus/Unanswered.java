package arelops.app.metrics.prometheus;

/// The server gave no answer that can be relied on.
final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    Unanswered(String because) {
        super(because);
    }

    Unanswered(String because, Throwable cause) {
        super(because, cause);
    }

    String because() {
        return String.valueOf(getMessage());
    }
}
