package arelops.app.ledger;

import static arelops.app.ledger.LedgerWorld.BETA;
import static arelops.app.ledger.LedgerWorld.SHOP;
import static arelops.app.ledger.LedgerWorld.append;
import static arelops.app.ledger.LedgerWorld.artifact;
import static arelops.app.ledger.LedgerWorld.note;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.ledger.TrafficReports.Gate;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Note;
import arelops.core.id.Digest;
import arelops.core.id.Release;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a ledger's reports of recorded traffic are.
final class TrafficReportsTest {
    @TempDir
    private Path folder;

    private LedgerWorld world;

    @BeforeEach
    void make() throws Exception {
        world = new LedgerWorld(folder);
    }

    @AfterEach
    void end() {
        world.close();
    }

    /// A release that serves in BETA and is on trial.
    ///
    /// @param token its attempt's
    private record OnTrial(Release release, long token) {}

    private OnTrial onTrial(Ledger ledger) {
        append(ledger, world.genesis());
        LedgerView built = append(ledger, note(new Fact.Built(SHOP, world.commits.getFirst(), artifact(0))));
        Release release = new Release(built.state().seq(), world.commits.getFirst(), artifact(0));
        long token = append(ledger, note(new Fact.Intent(BETA, Fact.Purpose.PROMOTE, Optional.of(release))))
                .state()
                .seq();
        append(
                ledger,
                note(new Fact.Moved(BETA, token, Optional.empty(), Optional.of(release), token)),
                world.tag(Optional.empty(), release.commit()));
        return new OnTrial(release, token);
    }

    private static Note beside(Fact fact, String because, String name, String text) {
        return new Note(fact, new Actor.Automation("c1"), because, Optional.empty(), new TreeMap<>(Map.of(name, text)));
    }

    private static Optional<String> text(Ledger ledger, Gate gate) {
        return ledger.read()
                .reports()
                .newest(BETA, gate)
                .flatMap(place -> ledger.document(place.commit(), place.document()));
    }

    @Test
    @DisplayName("EVD-2: an installation that reads the ledger anew finds the newest report of each gate and attempt")
    void the_newest_of_each_gate_is_found_anew() {
        Ledger ours = world.ours();
        OnTrial trial = onTrial(ours);
        Digest rules = Digest.of("rules");
        append(ours, beside(verified(trial, "replay"), "the replay of it", "load.json", "{\"at\":1}"));
        append(ours, beside(verified(trial, "load"), "the load of it", "load.json", "{\"at\":10}"));
        append(ours, beside(verified(trial, "diff"), "alike", "diff.json", "{}"));
        append(ours, beside(tried(trial, rules), "silent", "alarms.json", "{\"first\":1}"));
        append(ours, beside(tried(trial, rules), "silent", "alarms.json", "{\"second\":2}"));
        append(ours, beside(verified(trial, "accept-after"), "it passed", "report.json", "{}"));

        Ledger another = world.another("b");

        assertThat(text(another, Gate.REPLAY)).contains("{\"at\":1}");
        assertThat(text(another, Gate.LOAD)).contains("{\"at\":10}");
        assertThat(text(another, Gate.DIFF)).contains("{}");
        assertThat(text(another, Gate.ALARMS)).contains("{\"second\":2}");
        assertThat(another.read().reports().newest(BETA, Gate.LOAD))
                .hasValueSatisfying(place -> assertThat(place.token()).isEqualTo(trial.token()));
        assertThat(another.read().reports()).isEqualTo(ours.read().reports());
    }

    @Test
    @DisplayName("EVD-2: what ended an attempt is found as that attempt's")
    void what_ended_an_attempt_is_its_own() {
        Ledger ours = world.ours();
        OnTrial trial = onTrial(ours);
        append(
                ours,
                beside(
                        new Fact.Rejected(
                                BETA, trial.release(), List.of(trial.release().commit())),
                        "it is rejected in BETA: the replay of shop-1: it bears less than stable",
                        "load.json",
                        "{}"));

        assertThat(ours.read().reports().newest(BETA, Gate.REPLAY))
                .hasValueSatisfying(place -> assertThat(place.token()).isEqualTo(trial.token()));
        assertThat(ours.read().reports().newest(BETA, Gate.LOAD)).isEmpty();
    }

    private static Fact verified(OnTrial trial, String check) {
        return new Fact.Verified(BETA, trial.token(), check, Fact.Outcome.PASSED, 1);
    }

    private static Fact tried(OnTrial trial, Digest rules) {
        return new Fact.AlarmsTried(BETA, trial.token(), rules, Fact.Outcome.FAILED);
    }
}
