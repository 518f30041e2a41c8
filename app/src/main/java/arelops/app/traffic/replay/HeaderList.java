package arelops.app.traffic.replay;

import arelops.app.traffic.replay.AnswerReader.Garbage;

/// Headers whose values are lists with commas, read where they are.
final class HeaderList {
    private static final int MOST_DIGITS = 18;

    private HeaderList() {}

    /// Whether one of the words is this one, given in lower case; in whatever letters.
    static boolean has(byte[] in, int from, int to, byte[] word) {
        for (int at = from; at <= to; ) {
            int end = end(in, at, to);
            int first = first(in, at, end);
            if (last(in, first, end) - first == word.length && named(in, first, word)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    /// The length that all of them say.
    ///
    /// @param before what a header before it said; below 0 if there was none
    static long length(byte[] in, int from, int to, long before) throws Garbage {
        long length = before;
        for (int at = from; at <= to; ) {
            int end = end(in, at, to);
            int first = first(in, at, end);
            long said = number(in, first, last(in, first, end));
            if (length >= 0 && length != said) {
                throw new Garbage("two lengths");
            }
            length = said;
            at = end + 1;
        }
        return length;
    }

    /// Whether this name, given in lower case, is there, in whatever letters.
    static boolean named(byte[] in, int at, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if ((in[at + i] | 0x20) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static long number(byte[] in, int from, int to) throws Garbage {
        if (from == to || to - from > MOST_DIGITS) {
            throw new Garbage("no length");
        }
        long number = 0;
        for (int at = from; at < to; at++) {
            if (in[at] < '0' || in[at] > '9') {
                throw new Garbage("no length");
            }
            number = number * 10 + in[at] - '0';
        }
        return number;
    }

    private static int end(byte[] in, int from, int to) {
        int end = from;
        while (end < to && in[end] != ',') {
            end++;
        }
        return end;
    }

    private static int first(byte[] in, int from, int to) {
        int first = from;
        while (first < to && Character.isWhitespace(in[first])) {
            first++;
        }
        return first;
    }

    private static int last(byte[] in, int from, int to) {
        int last = to;
        while (last > from && Character.isWhitespace(in[last - 1])) {
            last--;
        }
        return last;
    }
}
