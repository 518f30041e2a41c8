package arelops.core.traffic.anonymise;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What one anonymiser found: how often each source hid something, and the originals, which the vault
/// remembers.
final class Finds {
    private final RuleIndex rules;
    private final Optional<Vault> vault;
    private final long[] counts;
    private final EnumSet<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    private long replaced;

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

    /// A value that is hidden by a rule or by default, decoded.
    void hidden(int source, byte[] in, int from, int to) {
        counts[source]++;
        replaced++;
        if (source != rules.byDefault() && vault.isPresent()) {
            vault.get().add(source, rules.isWritten(source), in, from, to);
        }
    }

    /// What a detector found.
    void detected(Detector detector) {
        counts[rules.source(detector)]++;
        replaced++;
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
        troubles.add(trouble);
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
