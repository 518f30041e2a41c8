package arelops.app.page;

import arelops.app.answer.CanaryLook;
import arelops.app.answer.Doc;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the pages. Whatever people wrote is escaped by the templates.
public final class Pages {
    /// The parts of the page of the line, in its order.
    static final List<String> LIVE = List.of("sentence", "line", "waiting", "changes", "moved");

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "arelops.app.page.templates");

    /// The style sheet of all pages.
    public String style() {
        return resource("/page/arelops.css");
    }

    /// The sign of the program beside a page's title, as SVG.
    public String icon() {
        return resource("/page/icon.svg");
    }

    /// The script of the page of the line.
    public String script() {
        return resource("/page/live.js");
    }

    private static String resource(String name) {
        try (InputStream in = Optional.ofNullable(Pages.class.getResourceAsStream(name))
                .orElseThrow(() -> new IllegalStateException("the program was built without " + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The parts of the page of the line, from the answers of the API.
    ///
    /// @param scene without a person: everybody sees the same
    /// @param status the answer of `status`
    /// @param entries the newest of `log`
    /// @param canaries what is known of running canaries, by app and environment
    public LineParts line(Scene scene, Doc status, List<Doc> entries, Map<String, Map<String, CanaryLook>> canaries) {
        Map<String, LineParts.Part> parts = new LinkedHashMap<>();
        Map<String, Object> known = Map.of("scene", scene, "status", status, "canaries", canaries);
        for (String name : LIVE) {
            parts.put(
                    name,
                    LineParts.Part.of(
                            name.equals("moved")
                                    ? made("line/moved.jte", Map.of("scene", scene, "entries", entries))
                                    : made("line/" + name + ".jte", known)));
        }
        return new LineParts(status.text("sentence"), scene.stamp(), parts);
    }

    /// The page of the line.
    public String line(Scene scene, LineParts parts) {
        return made("line.jte", Map.of("scene", scene, "parts", parts));
    }

    /// The list of changes.
    ///
    /// @param answer that of `changes`
    /// @param search what was searched for; may be empty
    public String changes(Scene scene, Doc answer, String search) {
        return made("changes.jte", Map.of("scene", scene, "answer", answer, "search", search));
    }

    /// One change.
    ///
    /// @param change the answer of `changes/N`
    public String change(Scene scene, Doc change) {
        return made("change.jte", Map.of("scene", scene, "change", change));
    }

    /// A page with nothing but a message: nobody signed in, nothing there.
    public String message(Scene scene, String title, String message, String mend) {
        return made("message.jte", Map.of("scene", scene, "title", title, "message", message, "mend", mend));
    }

    private String made(String template, Map<String, Object> parameters) {
        TemplateOutput output = new StringOutput();
        engine.render(template, parameters, output);
        return output.toString();
    }
}
