package arelops.app.forge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// A push put together byte by byte: git itself would not send what is in it.
final class RawPush {
    static final String NOTHING = "0".repeat(40);
    private static final int MEGABYTE = 1 << 20;
    private static final int ADLER = 65_521;
    private static final int COMMIT = 1;
    private static final int TREE = 2;
    private static final int BLOB = 3;
    private static final int OFS_DELTA = 6;

    private final ByteArrayOutputStream commands = new ByteArrayOutputStream();
    private final ByteArrayOutputStream objects = new ByteArrayOutputStream();
    private final List<Integer> offsets = new ArrayList<>();
    private long claimed;

    /// A line of a tree: mode, name, id.
    record Line(String mode, String name, String id) {
        static Line file(String name, String id) {
            return new Line("100644", name, id);
        }
    }

    RawPush command(String from, String to, String ref) {
        return command(from, to, ref.getBytes(StandardCharsets.UTF_8));
    }

    RawPush command(String from, String to, byte[] ref) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes((from + " " + to + " ").getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(ref);
        if (commands.size() == 0) {
            line.writeBytes("\0report-status side-band-64k object-format=sha1".getBytes(StandardCharsets.US_ASCII));
        }
        commands.writeBytes(String.format("%04x", line.size() + 4).getBytes(StandardCharsets.US_ASCII));
        commands.writeBytes(line.toByteArray());
        return this;
    }

    String blob(byte[] content) throws IOException {
        return object(BLOB, "blob", content);
    }

    String tree(Line... lines) throws IOException {
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        for (Line line : lines) {
            tree.writeBytes((line.mode() + " ").getBytes(StandardCharsets.US_ASCII));
            tree.writeBytes(line.name().getBytes(StandardCharsets.UTF_8));
            tree.write(0);
            tree.writeBytes(HexFormat.of().parseHex(line.id()));
        }
        return object(TREE, "tree", tree.toByteArray());
    }

    String commit(String tree) throws IOException {
        String who = "Eve <eve@example.org> 1761998400 +0000";
        return object(
                COMMIT,
                "commit",
                ("tree " + tree + "\nauthor " + who + "\ncommitter " + who + "\n\nhello\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private String object(int type, String name, byte[] content) throws IOException {
        header(type, content.length);
        deflate(content);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            sha.update((name + " " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A blob of so many zeros, whole megabytes, whose header says it has `said` bytes.
    ///
    /// One megabyte is compressed, and stands there as often as it takes.
    void zeros(long bytes, long said) throws IOException {
        header(BLOB, said);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        deflater.setInput(new byte[MEGABYTE]);
        byte[] block = new byte[MEGABYTE];
        int length = deflater.deflate(block, 0, block.length, Deflater.FULL_FLUSH);
        deflater.end();
        objects.writeBytes(new byte[] {0x78, 0x01});
        for (long left = bytes; left > 0; left -= MEGABYTE) {
            objects.write(block, 0, length);
        }
        objects.writeBytes(new byte[] {1, 0, 0, -1, -1}); // an empty last block, and the Adler-32 of zeros
        objects.writeBytes(
                ByteBuffer.allocate(4).putInt(((int) (bytes % ADLER) << 16) | 1).array());
    }

    /// The object at `base`, which has `size` bytes, and one more: as a delta, of which the object gets `said`
    /// bytes.
    int delta(int base, int size, int end) throws IOException {
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        varint(delta, size);
        varint(delta, size);
        // All but the last byte from the base, in pieces of at most 0xffff00 bytes, then one byte that differs.
        for (int at = 0; at < size - 1; ) {
            int length = Math.min(0xffff00, size - 1 - at);
            delta.write(0xff);
            delta.writeBytes(new byte[] {
                (byte) at,
                (byte) (at >> 8),
                (byte) (at >> 16),
                (byte) (at >> 24),
                (byte) length,
                (byte) (length >> 8),
                (byte) (length >> 16)
            });
            at += length;
        }
        delta.write(1);
        delta.write(end);
        int here = 12 + objects.size();
        header(OFS_DELTA, delta.size());
        negative(here - base);
        deflate(delta.toByteArray());
        return here;
    }

    /// Has the pack say that it brings so many objects.
    RawPush claiming(long count) {
        claimed = count;
        return this;
    }

    int last() {
        return offsets.getLast();
    }

    private void negative(long distance) {
        byte[] bytes = new byte[10];
        int at = bytes.length - 1;
        bytes[at] = (byte) (distance & 0x7f);
        for (long left = distance >> 7; left > 0; left >>= 7) {
            left--;
            bytes[--at] = (byte) (0x80 | (left & 0x7f));
        }
        objects.write(bytes, at, bytes.length - at);
    }

    private static void varint(OutputStream out, long value) throws IOException {
        long left = value;
        while (left > 0x7f) {
            out.write((int) (0x80 | (left & 0x7f)));
            left >>= 7;
        }
        out.write((int) left);
    }

    private void header(int type, long size) {
        offsets.add(12 + objects.size());
        long left = size >> 4;
        int first = type << 4 | (int) (size & 15);
        objects.write(left > 0 ? first | 0x80 : first);
        while (left > 0) {
            int next = (int) (left & 0x7f);
            left >>= 7;
            objects.write(left > 0 ? next | 0x80 : next);
        }
    }

    private void deflate(byte[] content) throws IOException {
        try (OutputStream out = new DeflaterOutputStream(objects)) {
            out.write(content);
        }
    }

    /// Sends it, and gives what the server says.
    String send(ForgeWorld world, String token) throws IOException {
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        pack.writeBytes("PACK".getBytes(StandardCharsets.US_ASCII));
        pack.writeBytes(ByteBuffer.allocate(8)
                .putInt(2)
                .putInt((int) Math.max(claimed, offsets.size()))
                .array());
        pack.writeBytes(objects.toByteArray());
        try {
            pack.writeBytes(MessageDigest.getInstance("SHA-1").digest(pack.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(commands.toByteArray());
        body.writeBytes("0000".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(pack.toByteArray());
        return RawHttp.post(
                world.port(),
                "/git/shop.git/git-receive-pack",
                token,
                "application/x-git-receive-pack-request",
                body.toByteArray());
    }
}
