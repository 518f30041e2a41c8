package arelops.app.canary;

import arelops.app.fault.Fault;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/// Reads a JSON file that a person names, up to a size, and turns every complaint into a fault with
/// the place.
final class JudgeFile {
    static final int LARGEST = 64 << 20;
    /// Two weeks of minutes with 150 buckets each; more would not fit into memory as a tree.
    private static final int MOST_TOKENS = 12_000_000;

    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxTokenCount(MOST_TOKENS)
                            .maxNumberLength(64)
                            .maxStringLength(10_000)
                            .maxNameLength(1000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String name;
    private final String code;

    /// @param name of the file, for messages
    /// @param code of the faults
    JudgeFile(String name, String code) {
        this.name = "The file " + name;
        this.code = code;
    }

    <T> T read(Path file, Function<JsonPlace, T> reader) {
        if (Files.isDirectory(file)) {
            throw fault("is a folder", "Name a file.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, reader);
        } catch (NoSuchFileException e) {
            throw new Fault(Fault.Kind.INPUT, code, "There is no file " + file, "Check the path.", e);
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INPUT, code, name + " cannot be read: " + e.getMessage(), "Check the file.", e);
        }
    }

    <T> T read(InputStream in, Function<JsonPlace, T> reader) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw fault("is larger than " + (LARGEST >> 20) + " MiB", "Cut it into shorter recordings.");
        }
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node.isMissingNode()) {
                throw fault("is empty", "Write the format that arelops canary schema prints.");
            }
            return reader.apply(JsonPlace.root(node));
        } catch (StreamConstraintsException e) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    code,
                    name + " is larger or deeper than what is read: " + plain(e.getOriginalMessage()),
                    "Cut it into shorter recordings.",
                    e);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new Fault(
                    Fault.Kind.INPUT,
                    code,
                    name + " is no JSON" + where + ": " + plain(e.getOriginalMessage()),
                    "Mend the place; NaN and Infinity are no JSON, and no telemetry is written null.",
                    e);
        } catch (JsonPlace.Malformed | IllegalArgumentException e) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    code,
                    name + ": " + e.getMessage(),
                    "See arelops canary schema and docs/canary.md. No verdict is given on what cannot be read.",
                    e);
        }
    }

    /// Without what the parser adds for programmers.
    private static String plain(String message) {
        return message.lines()
                .findFirst()
                .orElse("")
                .replaceAll(" ?\\(start marker.*|: enable .*|, from `.*|\\)$", "")
                .replaceAll("\\((\\d+)$", "$1");
    }

    private Fault fault(String what, String mend) {
        return new Fault(Fault.Kind.INPUT, code, name + " " + what, mend);
    }
}
