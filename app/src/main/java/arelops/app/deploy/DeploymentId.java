package arelops.app.deploy;

import java.util.regex.Pattern;

/// The name of one deployment within its slot, derived from release and token, for example `r12-t57`.
public record DeploymentId(String text) implements Comparable<DeploymentId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public DeploymentId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "not a deployment id (lower-case letters, digits and dashes, at most 63): " + text);
        }
    }

    @Override
    public int compareTo(DeploymentId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
