package arelops.core.report;

import arelops.core.gate.Gate;
import arelops.core.policy.Retry;
import arelops.core.report.Judgement.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges tests: some must have run, none may fail, and those that passed only when they were repeated pass within
/// the budget that the check declares (GATE-8).
record TestsJudge(Retry budget, Findings.Tests tests) {
    static final String NEEDED = "0 failed";

    Judgement judged(Optional<Findings> trunk) {
        if (tests.ran() == 0) {
            String nothing =
                    tests.total() == 0 ? "the report holds no test" : Words.tests(tests.total()) + ", all skipped";
            return Judgement.of(Outcome.NO_DATA, "no data: " + nothing, new Gate.Reading("0 tests ran", NEEDED));
        }
        if (tests.bad() > 0) {
            return failed(trunk);
        }
        Gate.Reading reading = new Gate.Reading("0 failed of " + tests.total(), NEEDED);
        if (tests.flaky() == 0) {
            return Judgement.of(Outcome.PASSED, Words.tests(tests.total()) + " passed" + skipped(), reading);
        }
        String flaky = Words.tests(tests.total()) + ", " + tests.flaky() + " flaky";
        return tests.reruns() <= budget.declared()
                ? Judgement.of(Outcome.PASSED, flaky + " within the declared retry" + skipped(), reading)
                : Judgement.of(
                        Outcome.FAILED,
                        flaky + ": failed up to " + Retry.times(Math.toIntExact(tests.reruns()))
                                + " before passing, and "
                                + (budget.declared() == 0
                                        ? "no retry is declared"
                                        : "the declared retry is " + budget.declared())
                                + skipped(),
                        new Gate.Reading(tests.flaky() + " flaky of " + tests.total(), NEEDED));
    }

    private String skipped() {
        return tests.skipped() == 0 ? "" : ", " + tests.skipped() + " skipped";
    }

    private Judgement failed(Optional<Findings> trunk) {
        Optional<Set<String>> before = trunk.filter(_ -> tests.isNamed()).flatMap(TestsJudge::names);
        List<String> fresh = new ArrayList<>();
        List<String> known = new ArrayList<>();
        before.ifPresent(names -> tests.names().forEach(name -> (names.contains(name) ? known : fresh).add(name)));
        String told = before.isPresent() ? Words.freshAndKnown(fresh, known) : Words.some(tests.names(), tests.bad());
        return new Judgement(
                Outcome.FAILED,
                Words.tests(tests.total()) + ", " + tests.bad() + " failed" + skipped()
                        + (tests.flaky() == 0 ? "" : ", " + tests.flaky() + " flaky") + told,
                new Gate.Reading(tests.bad() + " failed of " + tests.total(), NEEDED),
                fresh,
                known);
    }

    /// The names that trunk's report gives, where it gives all of them.
    private static Optional<Set<String>> names(Findings trunk) {
        return switch (trunk) {
            case Findings.Tests known -> known.isNamed() ? Optional.of(Set.copyOf(known.names())) : Optional.empty();
            case Findings.Found _ -> Optional.empty();
        };
    }
}
