package arelops.core.traffic.anonymise;

/// Letters that may stand for one another: of one script, one case and one length in UTF-8.
///
/// `start` is the first lower letter, `upper` the first upper one, if the script has case; `gap` is in
/// between and
/// no letter.
enum Alphabet {
    LATIN('a', 'z', 'A', 0),
    DIGIT('0', '9', 0, 0),
    LATIN_1(0xE0, 0xFE, 0xC0, 0xF7),
    GREEK(0x3B1, 0x3C9, 0x391, 0x3C2),
    CYRILLIC(0x430, 0x44F, 0x410, 0),
    HEBREW(0x5D0, 0x5EA, 0, 0),
    ARABIC(0x621, 0x64A, 0, 0),
    DEVANAGARI(0x905, 0x939, 0, 0),
    THAI(0xE01, 0xE2E, 0, 0),
    HIRAGANA(0x3041, 0x3096, 0, 0),
    KATAKANA(0x30A1, 0x30FA, 0, 0),
    HAN(0x4E00, 0x9FA5, 0, 0),
    HANGUL(0xAC00, 0xD7A3, 0, 0);

    private static final Alphabet[] ALL = values();
    private final int start;
    private final int end;
    private final int upper;
    private final int gap;

    Alphabet(int start, int end, int upper, int gap) {
        this.start = start;
        this.end = end;
        this.upper = upper;
        this.gap = gap;
    }

    /// How many.
    int size() {
        return end - start + (gap == 0 ? 1 : 0);
    }

    static Alphabet[] all() {
        return ALL;
    }

    /// Whether it is a letter or digit of any of them.
    static boolean isKnown(int letter) {
        for (Alphabet alphabet : ALL) {
            if (alphabet.index(letter) >= 0) {
                return true;
            }
        }
        return false;
    }

    boolean isUpper(int letter) {
        return upper != 0 && letter >= upper && letter <= upper + end - start;
    }

    /// Its number, or -1 if it is no letter of these.
    int index(int letter) {
        int lower = isUpper(letter) ? letter - upper + start : letter;
        if (lower < start || lower > end || lower == gap) {
            return -1;
        }
        return lower - start - (gap != 0 && lower > gap ? 1 : 0);
    }

    int letter(int index, boolean asUpper) {
        int lower = start + index + (gap != 0 && start + index >= gap ? 1 : 0);
        return asUpper ? lower - start + upper : lower;
    }
}
