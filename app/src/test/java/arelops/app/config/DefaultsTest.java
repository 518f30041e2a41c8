package arelops.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.AppName;
import arelops.core.policy.DurationText;
import arelops.core.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The defaults that the table of keys tells people, and the reference and the schema with it, are those of the
/// records.
class DefaultsTest {
    private static final Map<String, String> STANDARD =
            Policy.standard(new AppName("shop")).text();

    private record Default(String path, Shape.Key key) {
        /// As the rules write it: 60s is 1m.
        String value() {
            String first = key.defaults().split(";", 2)[0];
            return first.matches("\\d+(ms|s|m|h|d)") ? DurationText.write(DurationText.parse(first)) : first;
        }
    }

    /// Each key whose value the standard rules show under the same name. Of a default that is told as a
    /// sentence (`1h; 2h in passive and production`) the beginning is that of BETA; where it is words alone,
    /// there is nothing to compare.
    private static Stream<Default> told() {
        Stream<Default> outside = ConfigKeys.ROOT.keys().stream().map(key -> new Default(key.name(), key));
        Stream<Default> inside =
                EnvironmentKeys.environment().stream().map(key -> new Default("environments.beta." + key.name(), key));
        Stream<Default> soak = EnvironmentKeys.environment().stream()
                .filter(key -> key.name().equals("soak"))
                .flatMap(key -> within(key.shape()).stream())
                .map(key -> new Default("environments.beta.soak." + key.name(), key));
        return Stream.of(outside, inside, soak)
                .flatMap(all -> all)
                .filter(told -> STANDARD.containsKey(told.path()) && !told.key().later())
                .filter(told -> !told.value().contains(" "));
    }

    private static List<Shape.Key> within(Shape shape) {
        return switch (shape) {
            case Shape.Keys keys -> keys.keys();
            case Shape.Either either ->
                either.shapes().stream().flatMap(one -> within(one).stream()).toList();
            case Shape.One _, Shape.Choice _, Shape.Items _, Shape.Named _, Shape.Nothing _, Shape.Anything _ ->
                List.of();
        };
    }

    @Test
    void each_default_that_people_are_told_is_the_one_that_counts() {
        assertThat(told().map(Default::path))
                .contains(
                        "trunk",
                        "approvals",
                        "window",
                        "environments.beta.mode",
                        "environments.beta.newer",
                        "environments.beta.soak",
                        "environments.beta.soak.samples",
                        "environments.beta.soak.restarts",
                        "environments.beta.keep",
                        "environments.beta.drift",
                        "environments.beta.retries",
                        "environments.beta.backoff",
                        "environments.beta.ready",
                        "environments.beta.instances");

        assertThat(told())
                .allSatisfy(told -> assertThat(told.value()).as(told.path()).isEqualTo(STANDARD.get(told.path())));
    }

    @Test
    @DisplayName("TRF-1: each default of recording that people are told is the one that counts")
    void the_defaults_of_recording() {
        Policy recorded = ConfigSamples.valid("traffic: {record: production}").policy();
        Shape.Keys traffic = (Shape.Keys) TrafficKeys.traffic().shape();

        assertThat(traffic.keys())
                .filteredOn(key -> !key.needed() && !key.defaults().equals("none"))
                .hasSize(6)
                .allSatisfy(key -> assertThat(recorded.text()).containsEntry("traffic." + key.name(), key.defaults()));
    }
}
