package arelops.app.git;

/// A user name and a password or token for a git server; the password never appears in text.
public record Credentials(String user, String password) {
    @Override
    public String toString() {
        return "Credentials[" + user + ", password hidden]";
    }
}
