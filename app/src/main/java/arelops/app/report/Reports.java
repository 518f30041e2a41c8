package arelops.app.report;

import arelops.core.id.Digest;
import arelops.core.policy.Report;
import arelops.core.report.ReportResult;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/// Reads the files of a declared report. Each must be readable: of one that is not, nobody knows what it would say.
public final class Reports {
    private final Report declared;
    private final Names names;

    /// @param mask takes secrets out of a text
    public Reports(Report declared, UnaryOperator<String> mask) {
        this.declared = declared;
        this.names = new Names(mask);
    }

    /// What these files say together, or what is wrong with one of them. Not even a bug of a parser,
    /// met by bytes that somebody chose, comes out as an exception: whoever takes in a job would meet
    /// it again and again.
    @SuppressWarnings("IllegalCatch")
    public ReportResult read(List<ReportFile> files) {
        if (files.isEmpty()) {
            return noData("no file matches " + declared.glob());
        }
        Tally tally = tally();
        MessageDigest digest = sha256();
        long bytes = 0;
        for (ReportFile file : files) {
            try (Content content = Content.open(file)) {
                bytes += digest(file, content, digest);
                if (bytes > ReportLimits.TOTAL_BYTES) {
                    return noData("its files have more than " + (ReportLimits.TOTAL_BYTES >> 20) + " MiB together");
                }
                tally.add(content);
            } catch (Unreadable | IOException | RuntimeException e) {
                return new ReportResult.NoData(names.shown(file.name()) + ": " + names.shown(said(e)));
            }
        }
        return new ReportResult.Read(
                tally.findings(), new ReportResult.Origin(files.size(), bytes, new Digest(hex(digest))));
    }

    /// Why nothing could be read.
    ///
    /// @param because may hold names that the job chose
    public ReportResult noData(String because) {
        return new ReportResult.NoData(names.shown(because));
    }

    private Tally tally() {
        return switch (declared.format()) {
            case JUNIT -> new JUnitReader(names);
            case SARIF -> new SarifReader(names);
            case CYCLONEDX -> new CycloneDxReader(names);
            case OSV -> new OsvReader(names);
        };
    }

    private static String said(Exception e) {
        return switch (e) {
            case CharacterCodingException _ -> "its bytes are no text in its encoding";
            case JsonProcessingException json ->
                "line " + (json.getLocation() == null ? 1 : json.getLocation().getLineNr()) + ": "
                        + json.getOriginalMessage();
            case Unreadable _, Content.TooLarge _, MarkupGuard.Refused _ -> String.valueOf(e.getMessage());
            default -> "it cannot be read (" + e.getClass().getSimpleName() + ")"; // a message may hold paths
        };
    }

    private static long digest(ReportFile file, Content content, MessageDigest digest) throws IOException {
        byte[] name = file.name().getBytes(StandardCharsets.UTF_8);
        MessageDigest own = sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), own)) {
            long bytes = content.bytes().transferTo(out);
            digest.update((name.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(name);
            digest.update(own.digest());
            return bytes;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
