package arelops.app.run;

import arelops.core.id.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The shown output of an attempt: what the command printed, masked and cut at the limit. A new one starts over from
/// the raw output, which gives the same bytes.
final class JobLog {
    private static final int PIECE = 1 << 20;

    private final Attempt attempt;
    private final Path file;
    private final long limit;
    private final Mask mask;
    private long read;

    JobLog(Attempt attempt, Path file, long limit) throws IOException {
        this.attempt = attempt;
        this.file = file;
        this.limit = limit;
        this.mask = new Mask(attempt.masked());
        Files.write(file, new byte[0]);
    }

    /// Takes over what was printed since.
    void advance() throws IOException {
        try (var raw = attempt.openRaw()) {
            raw.skipNBytes(Math.min(read, attempt.printed()));
            while (read < limit) {
                var piece = raw.readNBytes((int) Math.min(PIECE, limit - read));
                if (piece.length == 0) {
                    return;
                }
                append(mask.next(piece));
                read += piece.length;
            }
        }
    }

    /// Takes over the rest, adds a last line of ours if there is one, and gives the digest of the whole.
    Digest end(String lastLine) throws IOException {
        advance();
        append(mask.end());
        if (!lastLine.isEmpty()) {
            append(("\n[arelops] " + lastLine + "\n").getBytes(StandardCharsets.UTF_8));
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.force(true);
            var digest = MessageDigest.getInstance("SHA-256");
            try (var in = Channels.newInputStream(channel);
                    var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                in.transferTo(out);
            }
            return new Digest(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private void append(byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
