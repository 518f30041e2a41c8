package arelops.app.forge;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What a git client sends in a push: commands, options, then the pack.
///
/// The pack is taken in whole before it is unpacked, so that a slow network keeps nobody else from pushing; above a
/// megabyte it waits in a file without a name, which is gone with this process.
final class PushInput extends InputStream {
    private static final int IN_MEMORY = 1 << 20;

    private final InputStream network;
    private final boolean utf8;
    private final long end;
    private InputStream current;

    private PushInput(InputStream network, byte[] commands, long end) {
        this.network = network;
        this.utf8 = isUtf8(commands);
        this.end = end;
        this.current = new SequenceInputStream(new ByteArrayInputStream(commands), network);
    }

    /// Reads the commands, and leaves the rest for later.
    static PushInput begin(InputStream network) throws IOException {
        long end = System.nanoTime() + PushLimits.TIME.toNanos();
        ByteArrayOutputStream commands = new ByteArrayOutputStream();
        while (commands.size() < PushLimits.COMMAND_BYTES) {
            byte[] length = network.readNBytes(4);
            commands.writeBytes(length);
            int size = size(length);
            if (size <= 4) {
                break;
            }
            commands.writeBytes(network.readNBytes(size - 4));
        }
        return new PushInput(network, commands.toByteArray(), end);
    }

    /// The length of a packet line; 0 for the end, and for what is none (git's parser then says so).
    private static int size(byte[] length) {
        String text = new String(length, StandardCharsets.US_ASCII);
        return text.matches("[0-9a-fA-F]{4}") ? Integer.parseInt(text, 16) : 0;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /// Whether the names of the refs are in UTF-8; others would be taken for other names.
    boolean isUtf8() {
        return utf8;
    }

    /// Takes in everything that is still to come: a pack, whose head says how many objects it has.
    void takeIn(Path folder) throws IOException {
        byte[] first = network.readNBytes(IN_MEMORY);
        long objects = first.length < 12
                ? 0
                : Integer.toUnsignedLong(ByteBuffer.wrap(first, 8, 4).getInt());
        if (objects > PushLimits.OBJECTS) {
            throw new TooMuch("a push brings at most " + PushLimits.OBJECTS + " objects, and this one " + objects);
        }
        current = first.length < IN_MEMORY ? new ByteArrayInputStream(first) : spooled(folder, first);
    }

    private InputStream spooled(Path folder, byte[] first) throws IOException {
        Path file = Files.createTempFile(folder, "incoming", ".pack");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(file);
        OutputStream out = Channels.newOutputStream(channel);
        out.write(first);
        byte[] buffer = new byte[64 << 10];
        long bytes = first.length;
        for (int n = network.read(buffer); n >= 0; n = network.read(buffer)) {
            bytes += n;
            if (bytes > PushLimits.PACK) {
                channel.close();
                throw new TooMuch("the push is larger than " + PushLimits.megabytes(PushLimits.PACK));
            }
            inTime();
            out.write(buffer, 0, n);
        }
        channel.position(0);
        return Channels.newInputStream(channel);
    }

    /// Takes what the client still sends, within reason, so that it gets to read the answer.
    void drain() throws IOException {
        byte[] buffer = new byte[64 << 10];
        long left = PushLimits.PACK;
        for (int n = network.read(buffer); n >= 0 && left > 0; n = network.read(buffer)) {
            left -= n;
            inTime();
        }
    }

    private void inTime() throws IOException {
        if (System.nanoTime() - end > 0) {
            throw new TooMuch("the push took longer than " + PushLimits.TIME.toMinutes() + " minutes");
        }
    }

    @Override
    public int read() throws IOException {
        return current.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return current.read(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        current.close();
    }

    /// A push over a limit.
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuch(String message) {
            super(message);
        }
    }
}
