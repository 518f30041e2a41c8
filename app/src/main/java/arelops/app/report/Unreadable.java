package arelops.app.report;

/// A file is not the report that it should be; the message says what is wrong, and where in the file.
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message);
    }
}
