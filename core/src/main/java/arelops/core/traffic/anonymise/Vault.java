package arelops.core.traffic.anonymise;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/// The originals of a segment of a recording, as keyed sums of 64 bits, in memory only: what the leak
/// scan looks for.
///
/// It takes what rules name and what detectors find; what is hidden by default alone, because no rule
/// names it, is not
/// looked for, and neither are values too short to be told from others: under 5 letters, under 6
/// digits. A single
/// plain word is looked for only where a written rule named it, since a standard rule's `name` may be
/// of a thing.
/// Not for several threads: give each its own, and add them up.
public final class Vault {
    private static final int FEWEST_LETTERS = 5;
    static final int FEWEST_DIGITS = 6;

    /// Numbers of fewer digits meet others by chance, see [LeakReport].
    static final int RARE_DIGITS = 11;

    /// Of so many numbers one is looked at.
    static final int SAMPLED = 16;

    private static final int LONGEST_ISSUED = 12;
    private static final int SOURCE = 7;
    private static final int MASKS = 1 << 17;
    private static final long LONG_LENGTHS = -1L << Folded.LONG_END;
    private final RecordingKey key;
    private final RuleIndex rules;
    private final long base;
    private final long lines;
    private final FoldedSum whole;
    private final SumTable originals;
    private final SumTable issued;
    private final Pending newOriginals = new Pending();
    private final Pending newIssued = new Pending();
    private final LongConsumer toIssued = this::addIssued;
    private final EndingFilter ends = new EndingFilter(1 << 15);
    private final EndingFilter shortEnds = new EndingFilter(1 << 12);
    private final long[] masks = new long[MASKS];
    private final long[] numbersOfLength = new long[Long.SIZE];
    private final List<String> planted = new ArrayList<>();
    private long tooShort;
    private long refused;
    private int emptied;

    /// @param most how many originals, and how many pseudonyms, are held: about 50 bytes for each of
    /// both
    public Vault(RecordingKey key, HideRules hideRules, int most) {
        this.key = key;
        rules = new RuleIndex(hideRules);
        base = key.derivedNumber("vault");
        lines = key.derivedNumber("clean lines");
        whole = new FoldedSum(base);
        originals = new SumTable(most, true);
        issued = new SumTable(most, false);
    }

    /// Has the scan look for a value of a person who was planted.
    public void plant(String what, String value) {
        planted.add(what);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        add(rules.sources().size() + planted.size() - 1, true, bytes, 0, bytes.length);
    }

    /// How many values are held.
    public int size() {
        settle();
        return originals.size();
    }

    /// How many values are held at most: of those that came lately some may be the same. This costs
    /// nothing.
    public int atMost() {
        return originals.size() + newOriginals.size();
    }

    /// How many values were too short to be looked for.
    public long tooShort() {
        return tooShort;
    }

    /// How many values found no room. Above 0 no scan is clean: seal segments before their vault is
    /// full.
    public long refused() {
        settle();
        return refused;
    }

    /// Adds the originals of another thread's vault with the same key and rules.
    public void addAll(Vault other) {
        settle();
        other.settle();
        refused += other.refused + originals.putAll(other.originals);
        issued.putAll(other.issued);
        tooShort += other.tooShort;
        ends.addAll(other.ends);
        shortEnds.addAll(other.shortEnds);
        for (int i = 0; i < MASKS; i++) {
            masks[i] |= other.masks[i];
        }
        for (int i = 0; i < RARE_DIGITS; i++) {
            numbersOfLength[i] += other.numbersOfLength[i];
        }
    }

    /// Forgets all of it.
    public void destroy() {
        emptied++;
        whole.clear();
        originals.clear();
        issued.clear();
        newOriginals.clear();
        newIssued.clear();
        ends.clear();
        shortEnds.clear();
        Arrays.fill(masks, 0);
        Arrays.fill(numbersOfLength, 0);
        planted.clear();
    }

    /// How often it was.
    int emptied() {
        return emptied;
    }

    void countTooShort() {
        tooShort++;
    }

    RecordingKey key() {
        return key;
    }

    RuleIndex rules() {
        return rules;
    }

    Folded newFolded() {
        return new Folded(base);
    }

    CleanLines newCleanLines() {
        return new CleanLines(lines);
    }

    List<String> planted() {
        return planted;
    }

    /// Takes an original, and says whether it is one to be looked for: then it is of no use to add it
    /// again.
    boolean add(int source, boolean written, byte[] in, int from, int to) {
        whole.take(in, from, to);
        int count = whole.count();
        if (count == 0) {
            return false;
        }
        boolean number = whole.isNumber();
        boolean plainWord = whole.words() == 1 && !number;
        if (count < (number ? FEWEST_DIGITS : FEWEST_LETTERS) || (plainWord && !written)) {
            tooShort++;
            return false;
        }
        put(source, number, Math.min(count, Folded.LONGEST), whole.sum());
        return true;
    }

    private void put(int source, boolean number, int length, long sum) {
        int what = source << SOURCE | length << 1 | (number ? 1 : 0);
        if (newOriginals.add(sum, whole.ending(), what)) {
            takeOriginals();
        }
    }

    private void takeOriginals() {
        newOriginals.fetch(originals);
        for (int i = 0; i < newOriginals.size(); i++) {
            int what = newOriginals.third(i);
            int before = originals.size();
            if (!originals.put(newOriginals.sum(i), what >>> SOURCE)) {
                refused++;
            } else if (originals.size() > before) {
                int length = what >>> 1 & Long.SIZE - 1;
                numbersOfLength[length] += what & 1;
                boolean isLong = length >= Folded.LONG_END;
                long ending = newOriginals.second(i);
                long mixed = mixed(isLong ? ending : Folded.shortEnd(ending));
                (isLong ? ends : shortEnds).add(mixed);
                masks[place(mixed)] |= 1L << length;
            }
        }
        newOriginals.taken();
    }

    private void takeIssued() {
        newIssued.fetch(issued);
        for (int i = 0; i < newIssued.size(); i++) {
            issued.put(newIssued.sum(i), 0);
        }
        newIssued.taken();
    }

    /// Puts all that waits where it is looked for.
    void settle() {
        if (newOriginals.size() > 0) {
            takeOriginals();
        }
        if (newIssued.size() > 0) {
            takeIssued();
        }
    }

    /// A pseudonym: its words are no leak, though they may by chance be somebody's original.
    ///
    /// @param shortest how long the words are that count
    void issued(byte[] in, int from, int to, int shortest) {
        whole.putWords(in, from, to, shortest, LONGEST_ISSUED, toIssued);
    }

    private void addIssued(long sum) {
        if (newIssued.add(sum, 0, 0)) {
            takeIssued();
        }
    }

    /// Finds the words that may end an original, and of the numbers those of the sample. It does not
    /// branch on which these are, which no processor foresees.
    ///
    /// @param found takes them
    /// @return how many they are
    @SuppressWarnings(
            "ShortCircuitBoolean") // nearly each word is another way: without a branch none is guessed wrongly
    int candidates(Folded words, int from, int to, int[] found) {
        boolean shorts = !shortEnds.isEmpty();
        int count = 0;
        for (int word = from; word < to; word++) {
            long ending = words.ending(words.end(word));
            long mixed = mixed(ending);
            boolean may = ends.mayHave(mixed)
                    | isSampled(ending, mixed)
                    | (shorts && shortEnds.mayHave(mixed(Folded.shortEnd(ending))));
            found[count] = word;
            count += may ? 1 : 0;
        }
        return count;
    }

    /// The lengths, as bits, of the values that may end so.
    ///
    /// @param mixed the ending, mixed
    long lengths(long ending, long mixed) {
        long found = ends.mayHave(mixed) ? masks[place(mixed)] & LONG_LENGTHS : 0;
        if (!shortEnds.isEmpty()) {
            long shortEnding = mixed(Folded.shortEnd(ending));
            found |= shortEnds.mayHave(shortEnding) ? masks[place(shortEnding)] & ~LONG_LENGTHS : 0;
        }
        return found;
    }

    /// Whether it is the ending of a number, and one of 16.
    ///
    /// @param mixed the ending, mixed
    @SuppressWarnings("ShortCircuitBoolean") // the same
    static boolean isSampled(long ending, long mixed) {
        return (ending & 0xf0) == '0' & mixed >>> 60 == 0;
    }

    /// The source of an original, or -1.
    int source(long sum) {
        return originals.get(sum);
    }

    /// Whether a word is a pseudonym, or says nothing.
    boolean isIssued(Folded words, int from, int to) {
        return to - from <= 2 || issued.get(words.sumBetween(from, to)) >= 0;
    }

    long numbersOfLength(int length) {
        return numbersOfLength[length];
    }

    static long mixed(long ending) {
        long mixed = ending * 0x9E3779B97F4A7C15L;
        return (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
    }

    private static int place(long ending) {
        return (int) (ending >>> 12) & MASKS - 1;
    }
}
