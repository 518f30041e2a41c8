package arelops.app.page;

import arelops.app.answer.CanaryLook;
import arelops.app.answer.CanaryLook.Claim;
import arelops.app.answer.CanaryLook.Measure;
import arelops.app.answer.CanaryLook.Numbers;
import arelops.app.answer.CanaryLook.Series;
import arelops.app.answer.CanaryLook.State;
import arelops.app.answer.Doc;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Answers of the API made by hand: a release is on its way into PRODUCTION as a canary, one soaks in BETA, one was
/// rejected, three changes are open.
public final class HandMadeLine {
    private static final int WINDOWS = 18;

    private final ObjectNode status;
    private final List<Doc> entries;

    public HandMadeLine() {
        try (InputStream in = Optional.ofNullable(HandMadeLine.class.getResourceAsStream("/page/line.json"))
                .orElseThrow()) {
            JsonNode read = new JsonMapper().readTree(in);
            status = (ObjectNode) read.path("status");
            entries = new Doc(read).list("entries");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The answer of `status`, to be changed by a test.
    public ObjectNode status() {
        return status;
    }

    public ObjectNode app() {
        return (ObjectNode) status.path("apps").path(0);
    }

    /// An environment: BETA, PASSIVE, PRODUCTION.
    public ObjectNode environment(int number) {
        return (ObjectNode) app().path("environments").path(number);
    }

    public ObjectNode commit(int number) {
        return (ObjectNode) status.path("trunk").path(number);
    }

    public List<Doc> entries() {
        return entries;
    }

    public static Scene scene() {
        return new Scene(
                "checkout",
                Optional.of("@ann"),
                3,
                new Scene.Files("arelops.css", "icon.svg", "live.js"),
                Instant.parse("2026-11-22T14:12:07Z"),
                ZoneOffset.UTC);
    }

    public static CanaryLook canary() {
        return new CanaryLook(
                new CanaryLook.Share(25, 2, 4),
                WINDOWS,
                "Not sure yet: p99 and memory need more samples.",
                List.of(
                        measure("errors", "share", 0.0012, 0.0011, State.NOT_WORSE, 0.991, 1),
                        measure("p99", "ms", 208, 212, State.UNSURE, 0.72, 2),
                        measure("charges", "", 41, 41, State.NOT_WORSE, 0.983, 3),
                        new Measure(
                                "memory",
                                new Numbers("MB", Double.NaN, Double.NaN, Double.NaN, 1.1),
                                new Claim(State.NO_DATA, 0),
                                Optional.empty())));
    }

    private static Measure measure(
            String name, String unit, double baseline, double canary, State state, double certainty, long seed) {
        Random random = new Random(seed);
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        for (int i = 0; i < WINDOWS; i++) {
            first.add(baseline * (0.93 + 0.14 * random.nextDouble()));
            second.add(i < 6 ? Double.NaN : canary * (0.9 + 0.2 * random.nextDouble()));
        }
        return new Measure(
                name,
                new Numbers(unit, baseline, canary, canary / baseline, 1.1),
                new Claim(state, certainty),
                Optional.of(new Series(first, second)));
    }

    /// The parts of the page.
    public LineParts parts(Pages pages) {
        return pages.line(scene(), new Doc(status), entries, Map.of("checkout", Map.of("production", canary())));
    }

    /// The whole page.
    public String page(Pages pages) {
        return pages.line(scene(), parts(pages));
    }
}
