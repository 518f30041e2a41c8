package arelops.core.traffic.anonymise;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks for originals in what is to be stored: plain, in another case or with other separators,
/// percent-encoded, with
/// escapes of JSON or XML, in base64 or hexadecimal digits, packed by gzip or deflate, and several of
/// these in turn.
/// Not for several threads.
public final class LeakScan {
    private static final int DEEPEST = 4;
    private static final double SURPRISE = 5;
    private static final String ENCODING = "content-encoding";
    private final Vault vault;
    private final Folded[] folds = new Folded[DEEPEST + 1];
    private final Hidden[] hidden = new Hidden[DEEPEST];
    private final long[] found;
    private final long[] numbersFound = new long[Vault.RARE_DIGITS];
    private final long[] numbersSeen = new long[Vault.RARE_DIGITS];
    private final long[][] numberSources;
    private final int[] candidates = new int[64];
    /// Lines of heads in which nothing was found of those originals that are held now.
    private final CleanLines cleanLines;
    private long bytes;
    private long noted;
    private int held;
    private int emptied;

    /// @param vault with all originals of what will be scanned
    public LeakScan(Vault vault) {
        this.vault = vault;
        cleanLines = vault.newCleanLines();
        int sources = vault.rules().sources().size() + vault.planted().size();
        found = new long[sources];
        numberSources = new long[Vault.RARE_DIGITS][sources];
        for (int i = 0; i < folds.length; i++) {
            folds[i] = vault.newFolded();
        }
        for (int i = 0; i < hidden.length; i++) {
            int below = i + 1;
            hidden[i] = new Hidden((text, length) -> scan(text, 0, length, below));
        }
    }

    /// Scans heads and bodies; bodies also unpacked, as their heads say.
    public void scan(Exchange exchange) {
        scan(exchange.request());
        exchange.response().ifPresent(this::scan);
    }

    /// Scans bytes as they are.
    public void scan(Bytes stored) {
        vault.settle();
        scan(stored.array(), stored.from(), stored.to(), 0);
    }

    private void scan(HttpMessage message) {
        boolean packed = lines(message.head());
        Bytes body = message.body();
        if (body.length() == 0) {
            return;
        }
        if (packed && Packing.isDeflated(message.head())) {
            Packing.undeflate(body.array(), body.from(), body.to(), BodyHiding.LARGEST * 2)
                    .ifPresentOrElse(this::scan, () -> scan(body));
            return;
        }
        scan(body);
    }

    /// Scans a head line by line, each that comes again only once: no value goes over the end of a line.
    /// Says whether some line begins as the header of an encoding does: few heads have one.
    private boolean lines(Bytes head) {
        if (held != vault.size() || emptied != vault.emptied()) {
            held = vault.size();
            emptied = vault.emptied();
            cleanLines.clear();
        }
        byte[] in = head.array();
        boolean packed = false;
        int at = head.from();
        while (at < head.to()) {
            int end = Bytes.indexOf(in, '\n', at, head.to());
            packed |= at + ENCODING.length() < end && Ascii.same(in, at, at + ENCODING.length(), ENCODING);
            line(in, at, end);
            at = end + 1;
        }
        return packed;
    }

    private void line(byte[] in, int from, int to) {
        if (cleanLines.has(in, from, to)) {
            bytes += to - from;
            return;
        }
        long before = noted;
        scan(in, from, to, 0);
        if (noted == before) {
            cleanLines.addAsked();
        }
    }

    private void scan(byte[] in, int from, int to, int depth) {
        if (Packing.isGzip(in, from, to)) {
            Optional<Bytes> open = Packing.gunzip(in, from, to, BodyHiding.LARGEST * 2);
            if (open.isPresent() && depth < DEEPEST) {
                scan(open.get().array(), open.get().from(), open.get().to(), depth + 1);
                return;
            }
        }
        bytes += to - from;
        words(folds[depth], in, from, to);
        if (depth < DEEPEST) {
            hidden[depth].each(in, from, to);
        }
    }

    private void words(Folded words, byte[] in, int from, int to) {
        words.clear();
        boolean word = false;
        int at = from;
        while (at < to) {
            byte c = in[at];
            if (Signs.isCode(c)) {
                at = code(words, in, at, to);
                word = true;
                continue;
            }
            if (word && !words.isOpen() && Signs.kindOf(c) == Signs.NOTHING) {
                compareLast(words);
            }
            words.makeRoom();
            int next = words.words() - (words.isOpen() ? 1 : 0);
            at = words.takeText(in, at, to);
            int end = words.words() - (words.isOpen() ? 1 : 0);
            while (next < end) {
                int stop = Math.min(end, next + candidates.length);
                compare(words, vault.candidates(words, next, stop, candidates));
                next = stop;
            }
            word = words.isOpen();
        }
        if (word) {
            compareLast(words);
        }
    }

    private void take(Folded words, int value) {
        if (words.endsBefore(value)) {
            compareLast(words);
        }
        words.take(value);
    }

    /// Takes what a code stands for.
    private int code(Folded words, byte[] in, int start, int to) {
        int at = start;
        if (in[at] == '%') {
            while (at + 4 < to && in[at + 1] == '2' && in[at + 2] == '5' && Ascii.hex(in[at + 3]) >= 0) {
                at += 2;
            }
            boolean coded = at == start
                    ? Codes.isPercent(in, at, to)
                    : Ascii.hex(in[at + 1]) >= 0 && Ascii.hex(in[at + 2]) >= 0;
            take(words, coded ? Codes.percent(in, at) : '%');
            return coded ? at + 3 : at + 1;
        }
        if (in[at] == '&') {
            int next = Codes.next(in, at, to, Coding.XML);
            takePoint(words, Codes.value(in, at, next, Coding.XML, false));
            return next;
        }
        while (at + 1 < to && in[at + 1] == '\\') {
            at++;
        }
        int next = Codes.next(in, at, to, Coding.JSON);
        int value = Codes.value(in, at, next, Coding.JSON, false);
        takePoint(words, next == at + 2 && value > ' ' ? ' ' : value);
        return next;
    }

    private void takePoint(Folded words, int point) {
        if (point < 0x80) {
            take(words, point);
            return;
        }
        Output out = new Output();
        Utf8.put(point, out);
        for (int i = 0; i < out.length(); i++) {
            take(words, out.bytes()[i]);
        }
    }

    private void compareLast(Folded words) {
        if (words.words() > 0) {
            candidates[0] = words.words() - 1;
            compare(words, 1);
        }
    }

    private void compare(Folded words, int found) {
        for (int i = 0; i < found; i++) {
            compareEnd(words, candidates[i]);
        }
    }

    /// Compares what ends with a word.
    private void compareEnd(Folded words, int word) {
        long ending = words.ending(words.end(word));
        long mixed = Vault.mixed(ending);
        if (Vault.isSampled(ending, mixed)) {
            seeNumber(words, word);
        }
        long lengths = vault.lengths(ending, mixed);
        while (lengths != 0) {
            compare(words, word, Long.numberOfTrailingZeros(lengths));
            lengths &= lengths - 1;
        }
    }

    private void compare(Folded words, int last, int length) {
        int end = words.end(last);
        int start = end - length;
        int word = start < 0 ? -1 : words.wordAt(start, last);
        if (word < 0 && (start < 0 || length < Folded.LONGEST)) {
            return;
        }
        int source = vault.source(words.sumBetween(start, end));
        if (source < 0 || (word >= 0 && areIssued(words, word, last))) {
            return;
        }
        noted++;
        boolean common = length < Vault.RARE_DIGITS && word >= 0 && words.areDigits(word, last);
        if (!common) {
            found[source]++;
        } else if (word == last) {
            numbersFound[length]++;
            numberSources[length][source]++;
        }
    }

    /// Counts a number that is no pseudonym.
    private void seeNumber(Folded words, int word) {
        int start = words.start(word);
        int end = words.end(word);
        int length = end - start;
        boolean counted = length < Vault.RARE_DIGITS && length >= Vault.FEWEST_DIGITS && words.isDigits(word);
        if (counted && !vault.isIssued(words, start, end)) {
            numbersSeen[length] += Vault.SAMPLED;
            noted++;
        }
    }

    /// Whether all words from one to another are pseudonyms.
    private boolean areIssued(Folded words, int first, int last) {
        for (int word = first; word <= last; word++) {
            if (!vault.isIssued(words, words.start(word), words.end(word))) {
                return false;
            }
        }
        return true;
    }

    /// What was found so far.
    public LeakReport report() {
        long[] all = found.clone();
        long byChance = 0;
        for (int length = 0; length < Vault.RARE_DIGITS; length++) {
            double numbers = 9 * Math.pow(10, length - 1.0);
            double expected = numbersSeen[length] * (vault.numbersOfLength(length) / numbers);
            double most = expected < 0.01 ? 0 : expected + SURPRISE * Math.sqrt(expected) + 3;
            if (numbersFound[length] > most) {
                for (int source = 0; source < all.length; source++) {
                    all[source] += numberSources[length][source];
                }
            } else {
                byChance += numbersFound[length];
            }
        }
        Map<String, Long> missed = new TreeMap<>();
        Map<String, Long> plantedFound = new TreeMap<>();
        int rules = vault.rules().sources().size();
        for (int source = 0; source < all.length; source++) {
            if (all[source] > 0 && source < rules) {
                missed.merge(vault.rules().sources().get(source), all[source], Long::sum);
            } else if (all[source] > 0) {
                plantedFound.merge(vault.planted().get(source - rules), all[source], Long::sum);
            }
        }
        return new LeakReport(
                bytes, vault.size(), vault.refused(), missed, vault.planted().size(), plantedFound, byChance);
    }
}
