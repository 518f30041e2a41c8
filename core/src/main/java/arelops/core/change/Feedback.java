package arelops.core.change;

import arelops.core.change.ChangeState.Phase;
import arelops.core.gate.Gate;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.release.Journey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a forge is told of a change (CHG-5): one comment, which changes when its sentence does, and one status for
/// each environment, at the commit that it is about.
///
/// @param rows the conditions that are worth a line below the sentence, those that are not met first
public record Feedback(ChangeNumber change, String sentence, List<Row> rows, List<Status> statuses) {
    /// The longest text of a status that every forge shows.
    public static final int LONGEST = 140;

    private static final int ROWS = 5;

    public Feedback {
        rows = List.copyOf(rows);
        statuses = List.copyOf(statuses);
    }

    /// A condition, as the comment shows it.
    public record Row(String gate, Gate.State state, String sentence) {}

    /// How the commit stands in one environment.
    ///
    /// @param context whose status it is: `arelops/beta`
    /// @param text one line of at most 140 characters
    public record Status(CommitId commit, String context, State state, String text) {
        /// As forges tell them apart.
        public enum State {
            PENDING,
            SUCCESS,
            FAILURE
        }
    }

    /// Says what a forge is to be told.
    ///
    /// @param decided what the last look decided; empty for one that is not open
    /// @param line how it stands in each environment of the line, in promotion order, where it landed
    public static Feedback of(
            ChangeState state,
            Optional<ChangeDecision> decided,
            ChangeBrief brief,
            Map<EnvironmentName, Journey.Stand> line) {
        List<Gate> gates = decided.map(ChangeDecision::gates).orElse(List.of());
        return new Feedback(
                state.number(),
                brief.sentence(),
                gates.stream()
                        .filter(gate -> gate.state() != Gate.State.NOT_APPLICABLE)
                        .sorted(Comparator.comparing(Gate::lets))
                        .limit(ROWS)
                        .map(gate -> new Row(gate.id(), gate.state(), gate.sentence()))
                        .toList(),
                statuses(state, gates, line));
    }

    private static List<Status> statuses(
            ChangeState state, List<Gate> gates, Map<EnvironmentName, Journey.Stand> line) {
        List<Status> statuses = new ArrayList<>();
        switch (state.work().phase()) {
            case Phase.Open _ -> statuses.add(test(state, gates));
            case Phase.Landed landed ->
                line.forEach((environment, stand) -> statuses.add(status(landed.commit(), environment, stand)));
            case Phase.Closed _ -> {}
        }
        return statuses;
    }

    private static Status test(ChangeState state, List<Gate> gates) {
        Optional<Gate> smoke = gates.stream()
                .filter(gate -> gate.id().equals(TestStanding.GATE))
                .filter(gate -> gate.state() != Gate.State.NOT_APPLICABLE)
                .findFirst();
        boolean serves = state.test()
                .up()
                .filter(up -> up.stage() == TestState.Stage.SERVES)
                .isPresent();
        Status.State good = serves ? Status.State.SUCCESS : Status.State.PENDING;
        Status.State how = smoke.map(gate -> gate.lets()
                        ? good
                        : gate.state() == Gate.State.FAILED ? Status.State.FAILURE : Status.State.PENDING)
                .orElse(good);
        String text = smoke.map(Gate::sentence).orElse(serves ? "TEST runs the merge result" : "TEST does not run it");
        return new Status(state.commit(), "arelops/test", how, cut(text));
    }

    private static Status status(CommitId commit, EnvironmentName environment, Journey.Stand stand) {
        String name = environment.upper();
        return new Status(
                commit,
                "arelops/" + environment.text().toLowerCase(Locale.ROOT),
                switch (stand) {
                    case RUNS, RAN, CONTAINED -> Status.State.SUCCESS;
                    case REJECTED -> Status.State.FAILURE;
                    case ENTERING, TRIAL, WITHDRAWN, CANDIDATE, NOT_YET -> Status.State.PENDING;
                },
                cut(
                        switch (stand) {
                            case RUNS -> "runs in " + name;
                            case RAN -> "was settled in " + name + ", which runs something newer";
                            case CONTAINED -> "is in what " + name + " runs";
                            case ENTERING -> "is on its way into " + name;
                            case TRIAL -> name + " runs it, and it is being watched";
                            case REJECTED -> "was rejected in " + name;
                            case WITHDRAWN -> "was withdrawn from " + name;
                            case CANDIDATE -> "enters " + name + " next";
                            case NOT_YET -> "is not in " + name + " yet";
                        }));
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST - 3)) + "...";
    }
}
