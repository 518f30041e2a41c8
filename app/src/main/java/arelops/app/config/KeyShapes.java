package arelops.app.config;

import arelops.app.config.Shape.Choice;
import arelops.app.config.Shape.Either;
import arelops.app.config.Shape.Items;
import arelops.app.config.Shape.Keys;
import arelops.app.config.Shape.Named;
import arelops.app.config.Shape.One;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the table of keys is made of: keys, and the shapes that several of them have.
final class KeyShapes {
    static final Shape COMMAND = command(List.of());
    static final Shape VARIABLES = new Named(Form.VARIABLE_NAME, new One(Form.VARIABLE), Map.of());
    static final Shape SECRETS = new Items(new One(Form.VARIABLE_NAME), 0);
    static final Shape GLOBS = new Either(List.of(new One(Form.GLOB), new Items(new One(Form.GLOB), 1)));
    static final Shape PEOPLE = new Items(new One(Form.PERSON), 1);
    static final Shape APPROVALS = new Either(List.of(
            new One(Form.COUNT),
            keys(
                    "approvals",
                    "count",
                    List.of(
                            key(
                                    "count",
                                    new One(Form.COUNT),
                                    "2; 0 in an environment",
                                    "How many people must approve."),
                            key("from", PEOPLE, "anybody", "The people or groups whose approval counts."),
                            key(
                                    "owners",
                                    new One(Form.SWITCH),
                                    "off",
                                    "Whether the owners of the code (CODEOWNERS) must be among them."),
                            key("stale", new Choice(List.of("drop")), "drop", "A new push voids an approval.")))));

    private KeyShapes() {}

    static Shape command(List<Shape.Key> more) {
        List<Shape.Key> keys = new ArrayList<>(List.of(
                needed("run", new One(Form.COMMAND), "The command."),
                key("timeout", new One(Form.DURATION), "30m", "How long it may take."),
                key(
                        "retry",
                        new One(Form.COUNT),
                        "0",
                        "How often a failure is repeated: once in any case. A check or an acceptance test that passes then"
                                + " is flaky, and goes on only with 1 or more.")));
        keys.addAll(more);
        return new Either(List.of(new One(Form.COMMAND), keys(more.isEmpty() ? "a command" : "a check", "run", keys)));
    }

    static Keys keys(String what, List<Shape.Key> keys) {
        return new Keys(what, List.copyOf(keys), Optional.empty());
    }

    static Keys keys(String what, String main, List<Shape.Key> keys) {
        return new Keys(what, List.copyOf(keys), Optional.of(main));
    }

    static Shape.Key key(String name, Shape shape, String defaults, String says) {
        return new Shape.Key(name, shape, false, defaults, says, false);
    }

    static Shape.Key needed(String name, Shape shape, String says) {
        return new Shape.Key(name, shape, true, "", says, false);
    }

    static Shape.Key later(String name, Shape shape, String says) {
        return new Shape.Key(name, shape, false, "", says, true);
    }
}
