package arelops.app.run;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The part of the tar format (POSIX.1-2001, pax) that says nothing about the machine: names, the executable bit,
/// links and contents; no times, no owners. Own code because the bytes are our digest: they must never change with a
/// library.
final class Tar {
    private static final int BLOCK = 512;
    private static final long LARGEST_IN_OCTAL = (1L << 33) - 1;
    private static final int LARGEST_PAX = 1 << 20;

    /// One thing in an archive; of a file, `size` bytes follow.
    record Entry(Kind kind, String name, String target, boolean executable, long size) {}

    enum Kind {
        FILE('0'),
        LINK('2'),
        FOLDER('5'),
        PAX('x');

        private final char type;

        Kind(char type) {
            this.type = type;
        }
    }

    private Tar() {}

    static void writeHeader(OutputStream out, Entry entry) throws IOException {
        var pax = new StringBuilder();
        boolean longName = bytes(entry.name).length > 100;
        boolean longTarget = bytes(entry.target).length > 100;
        boolean huge = entry.size > LARGEST_IN_OCTAL;
        if (longName) {
            pax.append(paxRecord("path", entry.name));
        }
        if (longTarget) {
            pax.append(paxRecord("linkpath", entry.target));
        }
        if (huge) {
            pax.append(paxRecord("size", Long.toString(entry.size)));
        }
        if (!pax.isEmpty()) {
            var records = bytes(pax.toString());
            out.write(header(new Entry(Kind.PAX, "pax", "", false, records.length)));
            out.write(records);
            pad(out, records.length);
        }
        out.write(header(new Entry(
                entry.kind,
                longName ? "long" : entry.name,
                longTarget ? "long" : entry.target,
                entry.executable,
                huge ? 0 : entry.size)));
    }

    /// Fills up the last block of a content of this size.
    static void pad(OutputStream out, long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    static void writeEnd(OutputStream out) throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private static byte[] header(Entry entry) {
        var block = new byte[BLOCK];
        put(block, 0, entry.name);
        put(block, 100, entry.executable || entry.kind == Kind.FOLDER ? "0000755" : "0000644");
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        put(block, 124, String.format(Locale.ROOT, "%011o", entry.size));
        put(block, 136, "00000000000");
        Arrays.fill(block, 148, 156, (byte) ' ');
        block[156] = (byte) entry.kind.type;
        put(block, 157, entry.target);
        put(block, 257, "ustar\00000");
        put(block, 148, String.format(Locale.ROOT, "%06o\0 ", sum(block)));
        return block;
    }

    private static int sum(byte[] block) {
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        return sum;
    }

    private static String paxRecord(String key, String value) {
        int body = bytes(" " + key + "=" + value + "\n").length;
        int length = body + 1;
        while (length != body + Integer.toString(length).length()) {
            length = body + Integer.toString(length).length();
        }
        return length + " " + key + "=" + value + "\n";
    }

    private static void put(byte[] block, int at, String text) {
        var bytes = bytes(text);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The next entry, or nothing at the end; anything malformed is an `IOException`.
    static Optional<Entry> readHeader(InputStream in) throws IOException {
        var pax = new ArrayList<String>();
        while (true) {
            var block = exactly(in, BLOCK);
            if (sum(block) == 0) {
                return Optional.empty();
            }
            var entry = entryOf(block);
            if (entry.kind != Kind.PAX) {
                return Optional.of(extended(entry, pax));
            }
            if (entry.size > LARGEST_PAX) {
                throw new ArchiveRefused("an extended header of " + entry.size + " bytes");
            }
            var records = new String(exactly(in, (int) entry.size), StandardCharsets.UTF_8);
            skipPadding(in, entry.size);
            pax.addAll(paxRecords(records));
        }
    }

    static void skipPadding(InputStream in, long size) throws IOException {
        exactly(in, (int) ((BLOCK - size % BLOCK) % BLOCK));
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the archive ends early");
        }
        return bytes;
    }

    private static Entry entryOf(byte[] block) throws IOException {
        int claimed = (int) octal(block, 148, 6);
        Arrays.fill(block, 148, 156, (byte) ' ');
        if (claimed != sum(block)) {
            throw new ArchiveRefused("a header with a wrong checksum");
        }
        for (var kind : Kind.values()) {
            if (kind.type == block[156]) {
                boolean executable = (octal(block, 100, 7) & 0100) != 0;
                return new Entry(kind, text(block, 0), text(block, 157), executable, octal(block, 124, 11));
            }
        }
        throw new ArchiveRefused("an entry of the unknown type " + block[156]);
    }

    private static String text(byte[] block, int at) {
        int end = at;
        while (end < at + 100 && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] block, int at, int length) throws IOException {
        try {
            return Long.parseLong(new String(block, at, length, StandardCharsets.US_ASCII), 8);
        } catch (NumberFormatException _) {
            throw new ArchiveRefused("a header with a damaged number");
        }
    }

    /// The `key=value` parts of pax records, each written `<length> key=value\n`.
    private static List<String> paxRecords(String records) throws IOException {
        var found = new ArrayList<String>();
        var rest = bytes(records);
        while (rest.length > 0) {
            var text = new String(rest, StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            int length = space > 0 && space < 8 && text.substring(0, space).matches("[0-9]+")
                    ? Integer.parseInt(text.substring(0, space))
                    : 0;
            if (length <= space + 1 || length > rest.length) {
                throw new ArchiveRefused("a damaged extended header");
            }
            found.add(new String(rest, space + 1, length - space - 2, StandardCharsets.UTF_8));
            rest = Arrays.copyOfRange(rest, length, rest.length);
        }
        return found;
    }

    private static Entry extended(Entry entry, Iterable<String> pax) throws IOException {
        var result = entry;
        for (var record : pax) {
            var value = record.substring(record.indexOf('=') + 1);
            if (record.startsWith("path=")) {
                result = new Entry(result.kind, value, result.target, result.executable, result.size);
            } else if (record.startsWith("linkpath=")) {
                result = new Entry(result.kind, result.name, value, result.executable, result.size);
            } else if (record.matches("size=[0-9]{1,18}")) {
                result = new Entry(result.kind, result.name, result.target, result.executable, Long.parseLong(value));
            } else {
                throw new ArchiveRefused("an extended header of an unknown kind: " + record);
            }
        }
        return result;
    }
}
