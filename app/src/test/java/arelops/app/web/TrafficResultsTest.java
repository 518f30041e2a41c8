package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.ledger.TrafficReports;
import arelops.app.ledger.TrafficReports.Gate;
import arelops.app.run.Isolation;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What recorded traffic came to, where this controller did not see it itself.
class TrafficResultsTest {
    private static final Slot PASSIVE = new Slot(HandMade.SHOP, EnvironmentName.PASSIVE);
    private static final String LOAD = """
            {"because":"it bears 10x","limits":{"errors":"1%"},"recording":"production-1","steps":[{"factor":1}],
            "verdict":"borne"}""";

    private final HandMade engine = new HandMade();

    private JsonNode passive() {
        ObjectNode status = new StatusPage(engine.board(), Isolation.BUBBLEWRAP).json();
        new TrafficResults(engine).into(status);
        return status.at("/apps/0/environments/1");
    }

    private long serving() {
        return engine.board()
                .observed()
                .orElseThrow()
                .ledger()
                .state()
                .slot(PASSIVE)
                .serving()
                .orElseThrow()
                .deployment();
    }

    @Test
    @DisplayName("TRF-4: a load test that an earlier controller performed is told as the ledger has it")
    void what_an_earlier_controller_found() {
        engine.keeps(new TrafficReports.Key(PASSIVE, Gate.LOAD), serving(), "load.json", LOAD);

        JsonNode loads = passive().path("loads");

        assertThat(loads).hasSize(1);
        assertThat(loads.path(0).path("gate").asText()).isEqualTo("load");
        assertThat(loads.path(0).path("state").asText()).isEqualTo("borne");
        assertThat(loads.path(0).has("verdict")).isFalse();
        assertThat(loads.path(0).at("/steps/0/factor").asInt()).isEqualTo(1);
        assertThat(loads.path(0).at("/limits/errors").asText()).isEqualTo("1%");
    }

    @Test
    @DisplayName("what is kept of another attempt is not told of what serves")
    void of_another_attempt() {
        engine.keeps(new TrafficReports.Key(PASSIVE, Gate.LOAD), serving() - 1, "load.json", LOAD);
        engine.keeps(new TrafficReports.Key(PASSIVE, Gate.DIFF), serving() - 1, "diff.json", LOAD);

        assertThat(passive().path("loads")).isEmpty();
        assertThat(passive().has("differences")).isFalse();
        assertThat(passive().has("alarms")).isFalse();
    }
}
