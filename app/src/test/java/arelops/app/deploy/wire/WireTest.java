package arelops.app.deploy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Observation;
import arelops.app.deploy.Route;
import arelops.app.deploy.Token;
import arelops.app.deploy.Watching;
import arelops.core.alarm.InjectedFault;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The JSON between controller and node, and on the node's disk.
class WireTest {
    private static final URI ADDRESS = URI.create("http://127.0.0.1:7000");

    @Test
    void what_is_written_is_read_again() throws IOException {
        Watching mirrored =
                new Watching(Duration.ofSeconds(5), true, List.of("/a"), Optional.of(EnvironmentName.PRODUCTION));
        RouteCommand command = new RouteCommand(
                new Slot(new AppName("hello"), EnvironmentName.PASSIVE),
                new Token(7),
                new Route.Closed("Closed."),
                mirrored);
        Observation observation = new Observation(
                new Token(7),
                command.route(),
                Watching.USUAL,
                new Observation.Copies(5, 2),
                new Observation.Address(ADDRESS, ADDRESS, ""),
                List.of());

        assertThat(Wire.MAPPER.readValue(Wire.MAPPER.writeValueAsBytes(command), RouteCommand.class))
                .isEqualTo(command);
        assertThat(Wire.MAPPER.readValue(Wire.MAPPER.writeValueAsBytes(observation), Observation.class))
                .isEqualTo(observation);
    }

    @Test
    void faults_are_read_as_they_were_written() throws IOException {
        FaultCommand command = new FaultCommand(
                new Slot(new AppName("hello"), EnvironmentName.BETA),
                "run-1",
                Duration.ofMinutes(5),
                List.of(
                        InjectedFault.parse("errors=503@20%"),
                        InjectedFault.parse("latency=500ms@2.5%"),
                        InjectedFault.parse("drop=10%")));

        assertThat(Wire.MAPPER.readValue(Wire.MAPPER.writeValueAsBytes(command), FaultCommand.class))
                .isEqualTo(command);
    }

    @Test
    @DisplayName("REL-1: what an earlier version wrote, which knew of no copies, is read")
    void what_an_earlier_version_wrote_is_read() throws IOException {
        String watching = "{\"window\": \"PT60S\", \"probes\": true, \"probePaths\": []}";
        String observation = """
                {"highest": "7", "route": {"kind": "closed", "because": "Closed."}, "watching": %s,
                 "address": {"byPort": "http://127.0.0.1:7000", "byName": "http://127.0.0.1:7000", "trouble": ""},
                 "deployments": []}
                """.formatted(watching);

        assertThat(Wire.MAPPER.readValue(watching, Watching.class)).isEqualTo(Watching.USUAL);
        Observation read = Wire.MAPPER.readValue(observation, Observation.class);
        assertThat(read.watching()).isEqualTo(Watching.USUAL);
        assertThat(read.copies()).isEqualTo(Observation.Copies.NONE);
    }
}
