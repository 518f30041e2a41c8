package arelops.core.policy;

/// How often a failure is repeated: once in any case (GATE-8), and as often as the config declares.
///
/// @param declared the number in the config; 0 where it declares none
public record Retry(int declared) {
    public static final Retry NONE = new Retry(0);

    public int repeats() {
        return Math.max(1, declared);
    }

    /// Whether the config allows that something passes after it failed on the same deployment.
    public boolean allowsFlaky() {
        return declared > 0;
    }

    /// So many tries, as sentences say it.
    public static String times(int tries) {
        return tries == 1 ? "once" : tries == 2 ? "twice" : tries + " times";
    }
}
