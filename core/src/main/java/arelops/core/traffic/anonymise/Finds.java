package arelops.core.traffic.anonymise;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What one anonymiser found: how often each source hid something, and the originals, which the vault
/// remembers.
final class Finds {
    /// Of a value with more finds nobody remembers them.
    static final int MOST_LOGGED = 8;

    private static final int TOO_SHORT = 255;
    private final RuleIndex rules;
    private final Optional<Vault> vault;
    private final long[] counts;
    private final EnumSet<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    private long replaced;
    private final byte[] log = new byte[MOST_LOGGED];
    private int logged;
    private long tooShortBefore;
    private long troublesBefore;
    private long troublesSeen;

    Finds(RuleIndex rules, Vault vault) {
        this.rules = rules;
        this.vault = Optional.of(vault);
        counts = new long[rules.sources().size()];
    }

    /// Counts alone; no original is remembered.
    Finds(RuleIndex rules) {
        this.rules = rules;
        vault = Optional.empty();
        counts = new long[rules.sources().size()];
    }

    /// A value that is hidden by a rule or by default, decoded. Says whether it is held as an original.
    /// One that is kept by name, and goes with what is around it, is none.
    boolean hidden(int source, byte[] in, int from, int to) {
        if (source < 0) {
            return false;
        }
        count(source);
        return source != rules.byDefault()
                && vault.isPresent()
                && vault.get().add(source, rules.isWritten(source), in, from, to);
    }

    /// What a detector found.
    void detected(Detector detector) {
        count(rules.source(detector));
    }

    /// An original that a detector found and that has not been seen lately.
    void original(Detector detector, byte[] in, int from, int to) {
        if (vault.isPresent()) {
            vault.get().add(rules.source(detector), true, in, from, to);
        }
    }

    /// A pseudonym that may by chance be somebody's original.
    void issued(Output out, boolean random) {
        if (vault.isPresent()) {
            vault.get().issued(out.bytes(), 0, out.length(), random ? 5 : 3);
        }
    }

    void trouble(Trouble trouble) {
        troublesSeen++;
        troubles.add(trouble);
    }

    private void count(int source) {
        counts[source]++;
        replaced++;
        if (logged < MOST_LOGGED) {
            log[logged] = (byte) source;
        }
        logged++;
    }

    /// Begins to log what is found in a value.
    void startLog() {
        logged = 0;
        troublesBefore = troublesSeen;
        tooShortBefore = vault.isPresent() ? vault.get().tooShort() : 0;
    }

    /// Whether finding the value again comes to no more than the log says. An original that the vault
    /// refuses is refused once, which is enough: no scan is clean then.
    boolean isLogWhole() {
        boolean fits = logged + tooShortSinceLog() <= MOST_LOGGED && counts.length < TOO_SHORT;
        return fits && troublesSeen == troublesBefore;
    }

    private int tooShortSinceLog() {
        return vault.isPresent() ? (int) (vault.get().tooShort() - tooShortBefore) : 0;
    }

    /// Copies the log, and says how long it is.
    int copyLog(byte[] to, int at) {
        System.arraycopy(log, 0, to, at, logged);
        int all = logged + tooShortSinceLog();
        Arrays.fill(to, at + logged, at + all, (byte) TOO_SHORT);
        return all;
    }

    /// Counts what a log says once more.
    void again(byte[] from, int at, int count) {
        for (int i = at; i < at + count; i++) {
            int source = from[i] & 0xff;
            if (source == TOO_SHORT) {
                vault.ifPresent(Vault::countTooShort);
            } else {
                counts[source]++;
                replaced++;
            }
        }
    }

    /// How often the vault was emptied: what it held before is to be told anew.
    int emptied() {
        return vault.isPresent() ? vault.get().emptied() : 0;
    }

    long[] counts() {
        return counts;
    }

    long replaced() {
        return replaced;
    }

    Set<Trouble> takeTroubles() {
        if (troubles.isEmpty()) {
            return Set.of();
        }
        Set<Trouble> taken = Set.copyOf(troubles);
        troubles.clear();
        return taken;
    }
}
