package arelops.app.deploy;

/// A fencing token: the ledger's sequence number of the intent that a command belongs to. Higher is newer.
public record Token(long value) implements Comparable<Token> {
    /// What a slot has that never saw a command.
    public static final Token NONE = new Token(0);

    public Token {
        if (value < 0) {
            throw new IllegalArgumentException("a token is not negative: " + value);
        }
    }

    @Override
    public int compareTo(Token other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
