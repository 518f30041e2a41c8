package arelops.app.config;

import static arelops.app.config.ConfigSamples.valid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Explanation EXPLANATION = valid("""
            build: make
            approvals:
              count: 1
            accept: ./try
            environments:
              beta: {soak: 5m, env: {LOG: info}}
              passive: {load: [1x, 2x]}
            notify: {team: [ana]}
            """).explanation();

    private static Explanation.Line line(String key) {
        return EXPLANATION.lines().stream()
                .filter(line -> line.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void each_value_has_its_origin() {
        assertThat(line("build").origin()).isEqualTo(".arelops.yaml:1");
        assertThat(line("approvals"))
                .isEqualTo(new Explanation.Line(
                        "approvals", "1", ".arelops.yaml:3", "A change needs 1 approval; the standard asks for 2."));
        assertThat(line("approvals.owners").origin()).isEqualTo("default");
        assertThat(line("environments.beta.soak").origin()).isEqualTo(".arelops.yaml:6");
        assertThat(line("environments.beta.soak.samples").origin()).isEqualTo("default");
        assertThat(line("environments.beta.env.LOG").value()).isEqualTo("info");
        assertThat(line("environments.passive.soak").origin()).isEqualTo("default");
        assertThat(line("environments.passive.accept").origin()).isEqualTo(".arelops.yaml:4");
        assertThat(line("environments.passive.load").value()).isEqualTo("[1x, 2x]");
        assertThat(line("environments.passive.load.each").value()).isEqualTo("5m");
        assertThat(line("notify").note()).contains("not in this release");
        assertThat(line("run")).isEqualTo(new Explanation.Line("run", "none", "default", ""));
    }

    @Test
    void the_text_lists_what_is_looser_and_what_is_not_in_this_release() {
        assertThat(EXPLANATION.text())
                .contains("Looser than the standard\n  approvals: A change needs 1 approval")
                .contains("Not in this release\n")
                .contains("environments.beta.soak");
    }

    @Test
    void the_json_says_the_same() throws JsonProcessingException {
        JsonNode json = new JsonMapper().readTree(EXPLANATION.json());

        assertThat(json.path("v").intValue()).isEqualTo(1);
        assertThat(json.path("values")).hasSize(EXPLANATION.lines().size());
        assertThat(json.path("relaxed")).hasSize(EXPLANATION.relaxed().size());
        assertThat(json.path("notInThisRelease"))
                .hasSize(EXPLANATION.notInThisRelease().size());
    }
}
