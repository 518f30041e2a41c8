package arelops.app.report;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An open file of a report, of which every pass gives the same characters; more bytes than allowed are refused.
final class Content implements AutoCloseable {
    private static final int HEAD = 256;
    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");
    private static final List<String> ENCODINGS =
            List.of("UTF-8", "US-ASCII", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252");

    private final SeekableByteChannel channel;

    private Content(SeekableByteChannel channel) {
        this.channel = channel;
    }

    /// Opens a regular file; a link is not followed.
    static Content open(ReportFile file) throws IOException {
        return new Content(
                Files.newByteChannel(file.path(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    }

    InputStream bytes() throws IOException {
        channel.position(0);
        return new Bounded(Channels.newInputStream(channel));
    }

    /// The characters; bytes that are none of the file's encoding are a `CharacterCodingException`.
    Reader characters() throws IOException, Unreadable {
        PushbackInputStream in = new PushbackInputStream(bytes(), HEAD);
        byte[] head = in.readNBytes(HEAD);
        Encoding encoding = encoding(head);
        in.unread(head, encoding.skipped(), head.length - encoding.skipped());
        return new BufferedReader(new InputStreamReader(
                in,
                encoding.charset()
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /// @param skipped how many bytes are the mark of the encoding
    private record Encoding(Charset charset, int skipped) {}

    private static Encoding encoding(byte[] head) throws Unreadable {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return new Encoding(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return new Encoding(StandardCharsets.UTF_16BE, 2);
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return new Encoding(StandardCharsets.UTF_16LE, 2);
        }
        Matcher declared = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
        String name = declared.find() ? declared.group(1).toUpperCase(Locale.ROOT) : "UTF-8";
        if (!ENCODINGS.contains(name)) {
            throw new Unreadable("line 1: the encoding " + name + " is not read; write UTF-8");
        }
        return new Encoding(Charset.forName(name), 0);
    }

    private static boolean startsWith(byte[] head, int... mark) {
        byte[] bytes = new byte[mark.length];
        for (int i = 0; i < mark.length; i++) {
            bytes[i] = (byte) mark[i];
        }
        return head.length >= mark.length && Arrays.equals(bytes, 0, mark.length, head, 0, mark.length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Not even a file that grows while it is read gives more.
    private static final class Bounded extends FilterInputStream {
        private long left = ReportLimits.FILE_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            took(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] to, int at, int length) throws IOException {
            int count = super.read(to, at, length);
            took(Math.max(0, count));
            return count;
        }

        private void took(int count) throws IOException {
            left -= count;
            if (left < 0) {
                throw new TooLarge();
            }
        }
    }

    /// The file has more bytes than are read.
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("larger than " + (ReportLimits.FILE_BYTES >> 20) + " MiB");
        }
    }
}
