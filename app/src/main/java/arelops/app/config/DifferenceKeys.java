package arelops.app.config;

import static arelops.app.config.KeyShapes.key;
import static arelops.app.config.KeyShapes.keys;

import arelops.app.config.Shape.Choice;
import arelops.app.config.Shape.Either;
import arelops.app.config.Shape.Items;
import arelops.app.config.Shape.One;
import java.util.List;

/// The keys of the config by which answers are compared.
final class DifferenceKeys {
    private DifferenceKeys() {}

    static Shape shape() {
        return new Either(List.of(
                new One(Form.ON_OFF),
                keys(
                        "diff",
                        "on",
                        List.of(
                                key("on", new One(Form.ON_OFF), "on", "Whether they are compared."),
                                key(
                                        "found",
                                        new Choice(List.of("show", "hold", "reject")),
                                        "hold",
                                        "What follows from a place that is answered differently: it is told, PRODUCTION waits for a person, or the release is rejected."),
                                key(
                                        "ignore",
                                        new Items(new One(Form.TEXT), 1),
                                        "none",
                                        "Places that are not compared, with all below: 'header x-build', '$.items[].stock', body, status."),
                                key(
                                        "recording",
                                        new One(Form.TEXT),
                                        "production",
                                        "The beginning of the name of the recordings; the newest is sent.")))));
    }
}
