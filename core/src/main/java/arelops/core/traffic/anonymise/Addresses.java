package arelops.core.traffic.anonymise;

/// Addresses of machines to others. Not for several threads.
final class Addresses {
    private static final int FIRST_OCTETS = 222;
    private final Numerals numerals;
    private final Digest digest;

    Addresses(Numerals numerals, Digest digest) {
        this.numerals = numerals;
        this.digest = digest;
    }

    /// Addresses of one network stay in one.
    void ipv4(byte[] in, int from, int to, Output out) {
        int at = from;
        for (int part = 0; part < 4; part++) {
            int start = at;
            int value = 0;
            while (at < to && in[at] != '.') {
                value = value * 10 + in[at++] - '0';
            }
            at++;
            if (part == 0) {
                boolean usual = value >= 1 && value <= 223 && value != 127;
                int index = value > 127 ? value - 2 : value - 1;
                int other = usual ? numerals.small(index, FIRST_OCTETS) : index;
                putNumber(usual ? other + (other >= 126 ? 2 : 1) : value, out);
                continue;
            }
            digest.of(Form.IPV4.code(), in, from, start, false);
            out.put('.');
            putNumber(octet(value), out);
        }
    }

    /// One of 256 for each of them, by four rounds of Feistel's network, whose functions the digest
    /// draws.
    private int octet(int value) {
        int left = value >> 4;
        int right = value & 15;
        for (int round = 0; round < 4; round++) {
            int drawn = 0;
            for (int i = 0; i < 8; i++) {
                int pair = digest.next();
                drawn = right >> 1 == i ? (right & 1) == 0 ? pair & 15 : pair >> 4 : drawn;
            }
            int next = left ^ drawn;
            left = right;
            right = next;
        }
        return left << 4 | right;
    }

    void ipv6(byte[] in, int from, int to, Output out) {
        int at = from;
        while (at < to) {
            int end = at;
            while (end < to && Ascii.is(in[end], Ascii.HEX)) {
                end++;
            }
            if (end > at) {
                numerals.hex(in, at, end, out);
                at = end;
            } else {
                out.put(in[at++]);
            }
        }
    }

    private static void putNumber(int value, Output out) {
        if (value >= 10) {
            putNumber(value / 10, out);
        }
        out.put('0' + value % 10);
    }
}
