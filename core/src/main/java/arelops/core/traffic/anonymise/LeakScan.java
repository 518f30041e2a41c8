package arelops.core.traffic.anonymise;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.util.Locale;
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
    private static final int SAMPLED = 16;
    private final Vault vault;
    private final Folded[] folds = new Folded[DEEPEST + 1];
    private final Hidden hidden = new Hidden();
    private final long[] found;
    private final long[] numbersFound = new long[Vault.RARE_DIGITS];
    private final long[] numbersSeen = new long[Vault.RARE_DIGITS];
    private final long[][] numberSources;
    private final byte[] one = new byte[1];
    private long bytes;

    /// @param vault with all originals of what will be scanned
    public LeakScan(Vault vault) {
        this.vault = vault;
        int sources = vault.rules().sources().size() + vault.planted().size();
        found = new long[sources];
        numberSources = new long[Vault.RARE_DIGITS][sources];
        for (int i = 0; i < folds.length; i++) {
            folds[i] = vault.newFolded();
        }
    }

    /// Scans heads and bodies; bodies also unpacked, as their heads say.
    public void scan(Exchange exchange) {
        scan(exchange.request());
        exchange.response().ifPresent(this::scan);
    }

    /// Scans bytes as they are.
    public void scan(Bytes stored) {
        scan(stored.array(), stored.from(), stored.to(), 0);
    }

    private void scan(HttpMessage message) {
        scan(message.head());
        Bytes body = message.body();
        if (body.length() == 0) {
            return;
        }
        String packing = HttpHead.of(message.head())
                .header("content-encoding")
                .orElse("")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (packing.equals("deflate")) {
            Packing.undeflate(body.array(), body.from(), body.to(), BodyHiding.LARGEST * 2)
                    .ifPresentOrElse(this::scan, () -> scan(body));
            return;
        }
        scan(body);
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
            hidden.each(in, from, to, (text, length) -> scan(text, 0, length, depth + 1));
        }
    }

    private void words(Folded words, byte[] in, int from, int to) {
        words.clear();
        boolean word = false;
        int at = from;
        while (at < to) {
            byte c = in[at];
            if (Folded.kindOf(c) != Folded.NOTHING) {
                if (word && words.endsBefore(c)) {
                    compare(words);
                }
                at = words.take(in, at, to);
                word = true;
            } else if (c == '%' || c == '\\' || c == '&') {
                at = code(words, in, at, to);
                word = true;
            } else {
                if (word) {
                    compare(words);
                    words.end();
                    word = false;
                }
                at++;
            }
        }
        if (word) {
            compare(words);
        }
    }

    private void take(Folded words, int value) {
        if (words.endsBefore(value)) {
            compare(words);
        }
        one[0] = (byte) value;
        words.take(one, 0, 1);
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

    /// Compares what ends with the word that ends here.
    private void compare(Folded words) {
        int length = words.wordLength();
        if (length == 0) {
            return;
        }
        if (length < Vault.RARE_DIGITS && length >= Vault.FEWEST_DIGITS && words.endsInDigit()) {
            seeNumber(words, length);
        }
        long lengths = vault.lengths(words.ending());
        while (lengths != 0) {
            compare(words, Long.numberOfTrailingZeros(lengths));
            lengths &= lengths - 1;
        }
    }

    private void compare(Folded words, int length) {
        int start = words.count() - length;
        int word = start < 0 ? -1 : words.wordAt(start);
        if (word < 0 && (start < 0 || length < Folded.LONGEST)) {
            return;
        }
        int source = vault.source(words.sum(length));
        if (source < 0 || (word >= 0 && isIssued(words, word))) {
            return;
        }
        boolean common = length < Vault.RARE_DIGITS && word >= 0 && words.digitsFrom(word);
        if (!common) {
            found[source]++;
        } else if (word == words.words() - 1) {
            numbersFound[length]++;
            numberSources[length][source]++;
        }
    }

    /// Counts numbers that are no pseudonyms, by one of 16.
    private void seeNumber(Folded words, int length) {
        boolean counted = ((words.ending() * 0x9E3779B97F4A7C15L) >>> 60) == 0;
        if (counted && !vault.isIssued(words, words.count() - length, words.count())) {
            numbersSeen[length] += SAMPLED;
        }
    }

    /// Whether all words from one on are pseudonyms.
    private boolean isIssued(Folded words, int first) {
        for (int word = first; word < words.words(); word++) {
            int end = word + 1 == words.words() ? words.count() : words.start(word + 1);
            if (!vault.isIssued(words, words.start(word), end)) {
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
