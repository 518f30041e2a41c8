package arelops.app.git;

/// A name and an e-mail address as git records them: claimed, not proved.
public record GitIdentity(String name, String email) {
    @Override
    public String toString() {
        return name + " <" + email + ">";
    }
}
