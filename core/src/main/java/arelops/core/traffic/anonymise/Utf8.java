package arelops.core.traffic.anonymise;

/// Code points as bytes.
final class Utf8 {
    private Utf8() {}

    /// The code point that begins there, or -1 if none does.
    static int at(byte[] in, int at, int end) {
        int first = in[at] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = lengthFrom(first);
        if (length == 0 || at + length > end) {
            return -1;
        }
        int point = first & 0xff >> (length + 1);
        for (int i = 1; i < length; i++) {
            if ((in[at + i] & 0xc0) != 0x80) {
                return -1;
            }
            point = point << 6 | (in[at + i] & 0x3f);
        }
        boolean shortest = length(point) == length;
        return shortest && (point < 0xd800 || point > 0xdfff) && point <= 0x10ffff ? point : -1;
    }

    /// Whether all of it is UTF-8.
    static boolean isText(byte[] in, int length) {
        int at = 0;
        while (at < length) {
            int point = at(in, at, length);
            if (point < 0) {
                return false;
            }
            at += length(point);
        }
        return true;
    }

    static int length(int point) {
        if (point < 0x80) {
            return 1;
        }
        if (point < 0x800) {
            return 2;
        }
        return point < 0x10000 ? 3 : 4;
    }

    static void put(int point, Output out) {
        switch (length(point)) {
            case 1 -> out.put(point);
            case 2 -> {
                out.put(0xc0 | point >> 6);
                out.put(0x80 | (point & 0x3f));
            }
            case 3 -> {
                out.put(0xe0 | point >> 12);
                out.put(0x80 | (point >> 6 & 0x3f));
                out.put(0x80 | (point & 0x3f));
            }
            default -> {
                out.put(0xf0 | point >> 18);
                out.put(0x80 | (point >> 12 & 0x3f));
                out.put(0x80 | (point >> 6 & 0x3f));
                out.put(0x80 | (point & 0x3f));
            }
        }
    }

    private static int lengthFrom(int first) {
        if (first >= 0xc2 && first <= 0xdf) {
            return 2;
        }
        if (first >= 0xe0 && first <= 0xef) {
            return 3;
        }
        return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
    }
}
