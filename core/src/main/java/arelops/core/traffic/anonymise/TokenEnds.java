package arelops.core.traffic.anonymise;

/// Where a token that begins somewhere would end. A random one may have `/` within, as base64 has; a path has it
/// between its words, and each of them is looked at alone. For one text after the other.
final class TokenEnds {
    /// A path is looked for so far before a word.
    private static final int FAR = 200;

    private int known;
    private boolean inPieces;

    /// Another text, which begins here.
    void begin(int start) {
        known = start;
    }

    /// The end of what begins at a word; places are asked from the left to the right.
    int of(byte[] in, int from, int at, int to) {
        if (at >= known) {
            known = Forms.run(in, at, to);
            inPieces = isInPath(in, from, at) || hasNoDigit(in, at, known);
        }
        return inPieces ? slash(in, at, known) : known;
    }

    private static boolean isInPath(byte[] in, int from, int at) {
        int begin = at;
        int least = Math.max(from, at - FAR);
        while (begin > least && (Ascii.is(in[begin - 1], Ascii.WORD | Ascii.JOINER) || isPathSign(in[begin - 1]))) {
            begin--;
        }
        return in[begin] == '/';
    }

    private static boolean isPathSign(byte c) {
        return c == '/' || c == '.' || c == '~';
    }

    private static boolean hasNoDigit(byte[] in, int at, int end) {
        for (int i = at; i < end; i++) {
            if (Ascii.is(in[i], Ascii.DIGIT)) {
                return false;
            }
        }
        return true;
    }

    private static int slash(byte[] in, int at, int end) {
        int i = at;
        while (i < end && in[i] != '/') {
            i++;
        }
        return i;
    }
}
