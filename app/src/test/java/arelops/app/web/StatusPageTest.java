package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.reconcile.Board;
import arelops.core.evidence.Fact;
import arelops.core.gate.Gate;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.NotInThisRelease;
import arelops.core.policy.Policy;
import arelops.core.record.RecordingSeen;
import arelops.core.release.Decision;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatusPageTest {
    private static final Slot PRODUCTION = new Slot(HandMade.SHOP, EnvironmentName.PRODUCTION);

    private final HandMade engine = new HandMade();

    private JsonNode app() {
        return new StatusPage(engine.board(), engine.isolation())
                .json()
                .path("apps")
                .path(0);
    }

    private JsonNode production() {
        return app().path("environments").path(2);
    }

    @Test
    @DisplayName("LINE-7: an environment that somebody lets only observe needs nobody for ever")
    void observing_needs_nobody() {
        engine.takesIn(new Decision.Wait("trunk is built", new Decision.Until.Event("a commit on trunk"), List.of()));
        engine.decide(
                EnvironmentName.PRODUCTION,
                new Decision.Wait(
                        "PRODUCTION only observes; it would: PRODUCTION takes 4d00000",
                        new Decision.Until.Event("`mode: run` for production"),
                        List.of(Gate.open("settled", "settled in PASSIVE"))));

        JsonNode status = new StatusPage(engine.board(), engine.isolation()).json();

        assertThat(status.path("needsYou").asBoolean()).isFalse();
        assertThat(status.path("sentence").asText()).endsWith("Nothing needs you.");
    }

    @Test
    @DisplayName("GATE-7: a skipped gate is shown with the environment that it let a release into, and as a debt")
    void a_skipped_gate_is_shown_and_owed() {
        Release first = new Release(2, HandMade.COMMITS.getFirst(), Digest.of("artifact"));
        for (String person : List.of("ann", "bob")) {
            engine.record(new Fact.Overridden(PRODUCTION, first, "hours", new PersonName(person)));
        }
        assertThat(app().path("debts")).isEmpty();

        long token = engine.record(new Fact.Intent(PRODUCTION, Fact.Purpose.PROMOTE, Optional.of(first)));
        engine.record(new Fact.Moved(PRODUCTION, token, Optional.empty(), Optional.of(first), token));

        JsonNode skipped = production().path("skipped").path(0);
        assertThat(skipped.path("gate").asText()).isEqualTo("hours");
        assertThat(skipped.path("by")).extracting(JsonNode::asText).containsExactly("ann", "bob");
        assertThat(skipped.path("because").asText()).isEqualTo("because");
        assertThat(skipped.path("since").asText()).isEqualTo("2026-01-02T11:00:00Z");
        assertThat(skipped.path("owed").asText()).isEqualTo("it settles in PRODUCTION");
        assertThat(app().path("debts").path(0)).isEqualTo(skipped);
    }

    @Test
    @DisplayName("What the config declares and this release cannot perform is relaxed, and named as such")
    void what_is_not_in_this_release_is_relaxed() {
        engine.rules(Policy.standard(HandMade.SHOP)
                .withNotInThisRelease(List.of(new NotInThisRelease(
                        "environments.beta.replay", "replay", Optional.of(EnvironmentName.BETA), "1x", "Not yet."))));

        JsonNode status = new StatusPage(engine.board(), engine.isolation()).json();

        assertThat(status.path("relaxed"))
                .filteredOn(one -> one.path("by").asText().equals("release"))
                .extracting(one -> one.path("key").asText())
                .containsExactly("environments.beta.replay");
        assertThat(status.path("notInThisRelease")).hasSize(1);
    }

    @Test
    @DisplayName("GATE-6: what fails on trunk needs somebody, and the sentence says what to do")
    void a_check_that_fails_needs_somebody() {
        engine.decide(EnvironmentName.PRODUCTION, new Decision.Wait("idle", new Decision.Until.Event("-"), List.of()));
        engine.takesIn(new Decision.Wait(
                "check tests fails on 4d00000",
                new Decision.Until.Event("a commit on trunk that mends or reverts it"),
                List.of(Gate.failed("tests", "failed twice", "push a fix or a revert; see arelops logs 4d00000"))));

        assertThat(new StatusPage(engine.board(), engine.isolation())
                        .json()
                        .path("sentence")
                        .asText())
                .startsWith(
                        "Needs you: Check tests fails on 4d00000 → push a fix or a revert; see arelops logs 4d00000.");
    }

    @Test
    @DisplayName("GATE-6: a gate links to where more is told: the commit's journey, or the environment's history")
    void a_gate_links_to_more() {
        JsonNode approval = production().path("gates").path(1);
        assertThat(approval.path("link").asText())
                .isEqualTo("show/" + HandMade.COMMITS.getFirst().hex());

        engine.decide(
                EnvironmentName.PRODUCTION,
                new Decision.Wait(
                        "PRODUCTION is held",
                        new Decision.Until.Person("arelops resume production"),
                        List.of(Gate.waiting("hold", "held", "arelops resume production")
                                .since(HandMade.NOW))));
        JsonNode hold = production().path("gates").path(0);
        assertThat(hold.path("link").asText()).isEqualTo("log?app=shop&env=production");
        assertThat(hold.path("since").asText()).isEqualTo(HandMade.NOW.toString());
    }

    private JsonNode recording(RecordingSeen seen, Optional<String> mishap) {
        engine.records(new Board.Recorded(EnvironmentName.PRODUCTION, seen, "it is recorded", mishap));
        return app().path("recording");
    }

    @Test
    @DisplayName("TRF-1: the status says what is recorded now, and when the newest recording ended")
    void what_is_recorded() {
        Instant now = HandMade.NOW;
        RecordingSeen.Known seen = new RecordingSeen.Known(
                Optional.of(new RecordingSeen.Running("production-2", "d1", now, now.plusSeconds(3600), 12, 3)),
                Optional.of(new RecordingSeen.Past(
                        "production-1",
                        "d1",
                        now.minusSeconds(3600),
                        RecordingSeen.Ending.TIME,
                        Optional.of(now.minusSeconds(1)),
                        "")));
        assertThat(app().has("recording")).isFalse();

        JsonNode recording = recording(seen, Optional.empty());

        assertThat(recording.path("environment").asText()).isEqualTo("production");
        assertThat(recording.path("now").path("id").asText()).isEqualTo("production-2");
        assertThat(recording.path("now").path("by").asText()).isEqualTo("line");
        assertThat(recording.path("now").path("until").asText()).isEqualTo("2026-01-02T13:00:00Z");
        assertThat(recording.path("now").path("requests").asLong()).isEqualTo(12);
        assertThat(recording.path("newest").path("ended").asText()).isEqualTo("2026-01-02T11:59:59Z");
        assertThat(recording.has("trouble")).isFalse();
    }

    @Test
    @DisplayName("TRF-1: the status says what keeps users from being recorded")
    void what_is_in_the_way() {
        RecordingSeen.Known cut = new RecordingSeen.Known(
                Optional.empty(),
                Optional.of(new RecordingSeen.Past(
                        "p-1", "d1", HandMade.NOW, RecordingSeen.Ending.CUT, Optional.empty(), "The disk is full.")));

        assertThat(recording(new RecordingSeen.Unknown("no answer"), Optional.empty())
                        .path("trouble")
                        .asText())
                .isEqualTo("no answer");
        assertThat(recording(RecordingSeen.Known.NOTHING, Optional.of("no room"))
                        .path("trouble")
                        .asText())
                .isEqualTo("no room");
        assertThat(recording(cut, Optional.empty())
                        .path("newest")
                        .path("trouble")
                        .asText())
                .isEqualTo("The disk is full.");
    }
}
