package arelops.app.config;

import static arelops.app.config.KeyShapes.key;
import static arelops.app.config.KeyShapes.keys;
import static arelops.app.config.KeyShapes.needed;

import arelops.app.config.Shape.Choice;
import arelops.app.config.Shape.Either;
import arelops.app.config.Shape.Items;
import arelops.app.config.Shape.One;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.RecordingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The key `traffic`: what the line records of users by itself.
final class TrafficKeys {
    private TrafficKeys() {}

    static Shape.Key traffic() {
        Shape hidden = new Either(List.of(
                new One(Form.TEXT),
                keys(
                        "a hidden field",
                        List.of(
                                needed("field", new One(Form.TEXT), "The field."),
                                key(
                                        "with",
                                        new Choice(List.of("drop", "blank", "hash", "fake")),
                                        "fake",
                                        "What becomes of it.")))));
        List<Shape.Key> keys = new ArrayList<>();
        keys.add(needed(
                "record",
                new One(Form.ENVIRONMENT),
                "The environment whose users' requests are recorded: production."));
        keys.addAll(amounts());
        keys.add(key(
                "hide",
                new Items(hidden, 0),
                "none",
                "What is hidden beside what always is, before anything is stored."));
        keys.add(key(
                "skip",
                new Items(new One(Form.TEXT), 0),
                "none",
                "Requests that are not recorded: POST /charges, and all below it."));
        return key("traffic", keys("traffic", keys), "none", "What the line records of users, to be sent again.");
    }

    private static List<Shape.Key> amounts() {
        return List.of(
                key("sample", new One(Form.SHARE), "10%", "How many of the sessions, each whole or not at all."),
                key("each", new One(Form.DURATION), "1h", "How long one recording is; then the next begins."),
                key(
                        "keep",
                        new One(Form.DURATION),
                        "14d",
                        "How long each is kept from its end on; then it is destroyed with its key."),
                key(
                        "rate",
                        new One(Form.COUNT),
                        "200",
                        "Requests a second that are taken at most; further sessions are left out whole, and counted."),
                key(
                        "size",
                        new One(Form.SIZE),
                        "1GB",
                        "What one takes on the disk at most; it is sealed there, and the next waits for its turn."),
                key("total", new One(Form.SIZE), "20GB", "What all of them take at most; the oldest go first."));
    }

    /// The rules in a checked file; empty where nothing is recorded.
    static Optional<RecordingPolicy> read(Section traffic) {
        return traffic.text("record").map(environment -> {
            RecordingPolicy usual = RecordingPolicy.of(new EnvironmentName(environment));
            return new RecordingPolicy(
                    usual.environment(),
                    traffic.percent("sample").orElse(usual.sample()),
                    new RecordingPolicy.Pace(
                            traffic.duration("each").orElse(usual.pace().each()),
                            traffic.duration("keep").orElse(usual.pace().keep())),
                    new RecordingPolicy.Limits(
                            traffic.count("rate").orElse(usual.limits().rate()),
                            traffic.size("size").orElse(usual.limits().size()),
                            traffic.size("total").orElse(usual.limits().total())),
                    hidden(traffic),
                    traffic.texts("skip"));
        });
    }

    private static List<String> hidden(Section traffic) {
        List<String> rules = new ArrayList<>();
        if (traffic.get("hide").orElse(Yaml.nothing()) instanceof Yaml.Sequence list) {
            for (Yaml item : list.items()) {
                Section hidden = Section.longForm(item, "field");
                String field = hidden.text("field").orElse("");
                rules.add(hidden.text("with").map(with -> field + "=" + with).orElse(field));
            }
        }
        return rules;
    }
}
