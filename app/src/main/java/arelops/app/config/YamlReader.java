package arelops.app.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Turns the bytes of a file into a tree, or into problems; nothing in the bytes can do more than that.
final class YamlReader {
    private static final int LARGEST = 1 << 20;

    private YamlReader() {}

    /// What was read; `root` is empty for an empty file, and also after a problem that ended the reading.
    record Read(SourceText source, Optional<Yaml> root, List<ConfigProblem> problems) {
        public Read {
            problems = List.copyOf(problems);
        }
    }

    static Read read(String file, byte[] bytes) {
        if (bytes.length > LARGEST) {
            return broken(new SourceText(file, ""), Place.START, "the file is over 1 MB.", "A config is short.");
        }
        SourceText source;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            source = new SourceText(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            SourceText best = new SourceText(file, new String(bytes, StandardCharsets.UTF_8));
            return broken(best, best.placeOf(0xFFFD), "this is not UTF-8.", "Save the file as UTF-8.");
        }
        return parse(source);
    }

    private static Read parse(SourceText source) {
        List<ConfigProblem> problems = new ArrayList<>();
        TreeBuilder builder = new TreeBuilder(source, problems);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.file())
                .setCodePointLimit(2 * LARGEST)
                .build();
        try {
            for (Event event : new Parse(settings).parseString(source.text())) {
                if (!builder.take(event)) {
                    return new Read(source, Optional.empty(), problems);
                }
            }
            return new Read(source, builder.root(), problems);
        } catch (ReaderException e) {
            problems.add(source.problem(
                    source.placeOf(e.getCodePoint()), "", "a character that YAML does not allow.", "Take it out."));
        } catch (MarkedYamlEngineException e) {
            problems.add(syntax(source, e));
        } catch (YamlEngineException e) {
            problems.add(source.problem(Place.START, "", "not YAML: " + said(e.getMessage()) + ".", ""));
        }
        return new Read(source, Optional.empty(), problems);
    }

    private static ConfigProblem syntax(SourceText source, MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        Place place =
                mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1, 1)).orElse(Place.START);
        String problem = said(e.getProblem());
        if (problem.contains("\\t") || problem.contains("TAB")) {
            return source.problem(place, "", "a tab cannot stand here.", "Indent with spaces.");
        }
        if (problem.contains("mapping values are not allowed")) {
            return source.problem(
                    place,
                    "",
                    "a second colon, or a wrong indent.",
                    "Quote a value that holds ': ', or mend the indent.");
        }
        if (problem.contains("alias")) {
            return source.problem(place, "", "an alias of something that has no anchor.", "Write the value itself.");
        }
        return source.problem(place, "", "not YAML: " + problem + ".", "Mend the indent, the quotes or the brackets.");
    }

    private static String said(@Nullable String message) {
        String text = message == null || message.isBlank()
                ? "it cannot be read"
                : message.lines().findFirst().orElse("");
        return text.length() > 120 ? text.substring(0, 120) : text;
    }

    private static Read broken(SourceText source, Place place, String message, String mend) {
        return new Read(source, Optional.empty(), List.of(source.problem(place, "", message, mend)));
    }
}
