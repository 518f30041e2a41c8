package arelops.app.web;

import arelops.app.change.Changes;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.Observed;
import arelops.core.change.ChangeBrief;
import arelops.core.change.ChangeState;
import arelops.core.change.ChangeState.Phase;
import arelops.core.gate.Gate;
import arelops.core.id.ChangeNumber;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/// Changes as a list, from what the last look saw: no list asks git for anything.
final class ChangesPage {
    private static final int USUAL = 30;
    private static final int MOST = 1_000;
    /// How many of the open ones the status names.
    private static final int NAMED = 10;

    private final Board board;
    private final Changes changes;

    ChangesPage(Board board, Observed observed) {
        this.board = board;
        this.changes = observed.changes();
    }

    /// What a list shows.
    private enum Wanted {
        OPEN,
        LANDED,
        CLOSED,
        ALL;

        boolean takes(ChangeState state) {
            return this == ALL
                    || this
                            == switch (state.work().phase()) {
                                case Phase.Open _ -> OPEN;
                                case Phase.Landed _ -> LANDED;
                                case Phase.Closed _ -> CLOSED;
                            };
        }

        static Wanted named(String text) {
            return Stream.of(values())
                    .filter(one -> GateJson.word(one).equals(text))
                    .findFirst()
                    .orElseThrow(() -> Question.input(
                            "'" + text + "' is no state of a change", "Write open, landed, closed or all."));
        }
    }

    /// The newest first; `next` is there where older ones are left: ask again with it as `before`.
    ObjectNode list(Question question) {
        Wanted wanted = Wanted.named(question.parameter("state").orElse("open"));
        int limit = Math.clamp(question.number("limit", USUAL), 1, MOST);
        Optional<String> by = question.parameter("by").map(name -> name.replaceFirst("^@", ""));
        Optional<String> label = question.parameter("label");
        List<String> words = question.parameter("q")
                .map(text -> List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+")))
                .orElse(List.of());
        List<ChangeState> found = before(question.parameter("before")).values().stream()
                .map(Changes.Known::state)
                .filter(wanted::takes)
                .filter(state -> by.map(state.origin().by().text()::equals).orElse(true))
                .filter(state -> label.map(state.words().labels()::contains).orElse(true))
                .filter(state -> says(state, words))
                .limit(limit + 1L)
                .toList();
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        ArrayNode list = out.put("state", GateJson.word(wanted))
                .put("open", changes.open().count())
                .put(
                        "needPeople",
                        changes.open()
                                .map(Changes.Known::state)
                                .filter(this::needsPerson)
                                .count())
                .putArray("changes");
        found.stream().limit(limit).forEach(state -> summary(list.addObject(), state));
        if (found.size() > limit) {
            out.put("next", found.get(limit - 1).number().value());
        }
        if (!changes.damaged().isEmpty()) {
            ArrayNode damaged = out.putArray("damaged");
            changes.damaged().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .forEach(one -> damaged.addObject()
                            .put("number", one.getKey().value())
                            .put("because", one.getValue()));
        }
        return out;
    }

    /// Those with a smaller number, the largest first.
    private SortedMap<ChangeNumber, Changes.Known> before(Optional<String> number) {
        SortedMap<ChangeNumber, Changes.Known> all = changes.all();
        return number.map(ChangesPage::number)
                .map(limit -> all.headMap(limit))
                .orElse(all)
                .reversed();
    }

    private static boolean says(ChangeState state, List<String> words) {
        if (words.isEmpty()) {
            return true;
        }
        String text = (state.number() + "\n" + state.words().title() + "\n"
                        + state.words().description() + "\n"
                        + state.origin().source().branch().orElse("") + "\n"
                        + String.join("\n", state.words().labels()))
                .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(text::contains);
    }

    /// The number of a change, as a path or parameter has it.
    static ChangeNumber number(String text) {
        try {
            return ChangeNumber.parse(text);
        } catch (IllegalArgumentException e) {
            throw Question.input("'" + text + "' is no number of a change", "Write it like 420.");
        }
    }

    /// The change of this number; faults where there is none.
    Changes.Known named(ChangeNumber number) {
        return changes.of(number).orElseThrow(() -> Question.unknown(unknown(number), "arelops change list --all"));
    }

    private String unknown(ChangeNumber number) {
        return Optional.ofNullable(changes.damaged().get(number))
                .map(why -> "The history of " + number + " cannot be read: " + why)
                .orElse("There is no change " + number);
    }

    /// For the status: how many are open, and those of them that are worth a word first.
    void open(ObjectNode out) {
        List<ChangeState> open = changes.open().map(Changes.Known::state).toList();
        out.put("open", open.size());
        ArrayNode first = out.putArray("first");
        open.stream()
                .sorted(Comparator.comparing((ChangeState state) -> !needsPerson(state))
                        .thenComparing(Comparator.comparing(ChangeState::number).reversed()))
                .limit(NAMED)
                .forEach(state -> summary(first.addObject(), state));
    }

    private boolean needsPerson(ChangeState state) {
        return Optional.ofNullable(board.changes().get(state.number()))
                .filter(decided -> ChangeBrief.needsPerson(decided.decision()))
                .isPresent();
    }

    private ChangeBrief brief(ChangeState state) {
        return board.brief(state);
    }

    /// A change in a list.
    ObjectNode summary(ObjectNode out, ChangeState state) {
        ChangeBrief brief = brief(state);
        out.put("number", state.number().value())
                .put("title", state.words().title())
                .put("by", state.origin().by().toString())
                .put("state", state(state.work().phase()))
                .put("draft", state.words().draft());
        state.words().labels().forEach(out.putArray("labels")::add);
        out.putObject("head")
                .put("sha", state.commit().hex())
                .put("short", state.commit().brief());
        state.origin().source().branch().ifPresent(branch -> out.put("branch", branch));
        out.put("openedAt", state.origin().at().toString())
                .put("updatedAt", state.work().last().toString())
                .put("brief", brief.words())
                .put("sentence", brief.sentence())
                .put("needsPerson", brief.needsPerson());
        brief.shut().ifPresent(gate -> gate(out.putObject("gate"), gate));
        return out;
    }

    private static void gate(ObjectNode out, Gate gate) {
        out.put("id", gate.id()).put("state", GateJson.word(gate.state())).put("sentence", gate.sentence());
        gate.unblocks().ifPresent(by -> out.put("by", by));
    }

    private static String state(Phase phase) {
        return switch (phase) {
            case Phase.Open _ -> "open";
            case Phase.Landed _ -> "landed";
            case Phase.Closed _ -> "closed";
        };
    }
}
