package arelops.core.change;

import arelops.core.change.ChangeState.Phase;
import arelops.core.gate.Gate;
import arelops.core.gate.Sentence;
import java.util.List;
import java.util.Optional;

/// How a change stands: in a few words for lists, and in one sentence.
///
/// @param shut the first condition that is not met; empty where none is, or nothing was decided
/// @param needsPerson whether nothing goes on until a person does something
public record ChangeBrief(String words, String sentence, Optional<Gate> shut, boolean needsPerson) {
    private static final String CHECK = "check ";

    /// Says how it stands.
    ///
    /// @param decided what the last look decided; empty for one that is not open, or that no look saw yet
    /// @param mishap what kept the last act from being performed, if so
    public static ChangeBrief of(ChangeState state, Optional<ChangeDecision> decided, Optional<String> mishap) {
        return switch (state.work().phase()) {
            case Phase.Landed landed ->
                over(
                        "landed as " + landed.commit().brief(),
                        "It landed on trunk as " + landed.commit().brief() + ".");
            case Phase.Closed closed -> over("closed", "It was closed by " + closed.by() + ".");
            case Phase.Open _ ->
                decided.map(decision -> open(decision, mishap))
                        .orElseGet(() -> over("is looked at", "No look has seen it yet."));
        };
    }

    private static ChangeBrief over(String words, String sentence) {
        return new ChangeBrief(words, sentence, Optional.empty(), false);
    }

    private static ChangeBrief open(ChangeDecision decision, Optional<String> mishap) {
        String trouble = mishap.map(because -> " The last step did not work: " + Sentence.of(because))
                .orElse("");
        List<Gate> shut = decision.gates().stream().filter(gate -> !gate.lets()).toList();
        Optional<Gate> first = shut.stream().findFirst();
        String words = first.map(ChangeBrief::words).orElse(decision.because());
        String sentence = switch (decision) {
            case ChangeDecision.Act act -> Sentence.of(act.because());
            case ChangeDecision.Wait wait -> sentence(wait, shut);
        };
        return new ChangeBrief(words, sentence + trouble, first, needsPerson(decision));
    }

    /// Whether nothing goes on until a person does something: what failed, and what a command opens.
    public static boolean needsPerson(ChangeDecision decision) {
        return decision instanceof ChangeDecision.Wait
                && decision.gates().stream()
                        .filter(gate -> !gate.lets())
                        .findFirst()
                        .filter(gate -> gate.state() == Gate.State.FAILED
                                || gate.unblocks()
                                        .filter(by -> by.contains("arelops "))
                                        .isPresent())
                        .isPresent();
    }

    private static String sentence(ChangeDecision.Wait wait, List<Gate> shut) {
        if (shut.isEmpty()) {
            return Sentence.of(wait.because());
        }
        Gate first = shut.getFirst();
        String said = first.id().startsWith(CHECK) ? first.id() + " " + first.sentence() : first.sentence();
        String what = Sentence.of(said + first.unblocks().map(by -> " → " + by).orElse(""));
        return shut.size() == 1
                ? "Everything else is green. " + what
                : what
                        + (shut.size() == 2
                                ? " One more condition is"
                                : " " + (shut.size() - 1) + " more conditions are")
                        + " not met.";
    }

    /// A condition that is not met, as a list says it behind the number of its change.
    static String words(Gate gate) {
        return switch (gate.id()) {
            case "draft" -> "draft";
            case "conflict" -> gate.state() == Gate.State.FAILED ? "conflicts" : "may conflict";
            case "config" ->
                gate.state() == Gate.State.FAILED ? "has a broken config" : "waits for trunk's config to be mended";
            case "run" -> "needs somebody to let it run";
            case "approval" -> approval(gate);
            case "code owners" -> "needs the owners of its code";
            case "policy change" -> "needs an admin, as rules become looser";
            case "changes requested" -> "has changes requested";
            case "queue" -> gate.state() == Gate.State.FAILED ? "put out of the queue" : gate.sentence();
            default -> gate.id().startsWith(CHECK) ? check(gate) : other(gate);
        };
    }

    private static String approval(Gate gate) {
        int missing = number(gate.reading().needed()) - number(gate.reading().measured());
        return missing > 0 ? "needs " + missing + (missing == 1 ? " approval" : " approvals") : "waits ten minutes";
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    /// `check tests runs`, `check tests failed twice`
    private static String check(Gate gate) {
        String said = gate.sentence().split(" on the merge result|: ", 2)[0];
        return gate.id() + " " + said;
    }

    private static String other(Gate gate) {
        return gate.id().startsWith("signoff ")
                ? "needs the " + gate.id()
                : gate.id() + (gate.state() == Gate.State.FAILED ? " failed" : " waits");
    }
}
