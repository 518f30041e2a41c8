package arelops.core.traffic.anonymise;

import java.util.Arrays;

/// A value without its coding, and where each of its bytes came from, so that a replacement goes back
/// to its place.
final class Decoded implements Sink {
    private final Output text = new Output();
    private final Output coded = new Output();
    private int[] origin = new int[256];
    private Coding coding = Coding.PLAIN;
    private Sink target = this;

    /// Whether a value has to be decoded at all.
    static boolean isCoded(byte[] in, int from, int to, Coding coding) {
        return switch (coding) {
            case PLAIN -> false;
            case JSON -> has(in, from, to, '\\');
            case PERCENT -> has(in, from, to, '%');
            case FORM -> has(in, from, to, '%') || has(in, from, to, '+');
            case XML -> has(in, from, to, '&');
        };
    }

    /// Decodes; what is no right code stays as it is.
    void decode(byte[] in, int from, int to, Coding newCoding, Sink newTarget) {
        coding = newCoding;
        target = newTarget;
        text.clear();
        int at = from;
        while (at < to) {
            int next = Codes.next(in, at, to, coding);
            int value = Codes.value(in, at, next, coding, at == from);
            int before = text.length();
            if ((next == at + 1 && value == (in[at] & 0xff)) || coding == Coding.PERCENT || coding == Coding.FORM) {
                text.put(value);
            } else {
                Utf8.put(value, text);
            }
            if (origin.length < text.length() + 1) {
                origin = Arrays.copyOf(origin, Math.max(text.length() + 1, origin.length * 2));
            }
            Arrays.fill(origin, before, text.length(), at);
            at = next;
        }
        origin[text.length()] = to;
    }

    /// Forgets the last value.
    void wipe() {
        text.wipe();
        coded.wipe();
    }

    byte[] bytes() {
        return text.bytes();
    }

    int length() {
        return text.length();
    }

    @Override
    public void replace(int from, int to, Output by) {
        coded.clear();
        for (int i = 0; i < by.length(); i++) {
            Codes.put(by.bytes()[i], coding, coded);
        }
        target.replace(origin[from], origin[to], coded);
    }

    private static boolean has(byte[] in, int from, int to, char wanted) {
        for (int i = from; i < to; i++) {
            if (in[i] == wanted) {
                return true;
            }
        }
        return false;
    }
}
