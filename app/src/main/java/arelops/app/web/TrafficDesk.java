package arelops.app.web;

import arelops.app.ledger.Sentence;
import arelops.app.reconcile.Observed;
import arelops.app.reconcile.UsedByHand;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.TrafficUse;
import arelops.core.id.Slot;
import arelops.core.release.Answer;
import arelops.core.release.TrafficByHand;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Answers whether somebody may use recorded traffic by hand, and enters what they did with it.
final class TrafficDesk {
    /// The largest report that is kept beside an entry, in bytes.
    static final int LARGEST = 512 << 10;

    private static final Set<String> COMMON = Set.of("act", "app", "environments");
    private static final Set<String> MORE = Set.of("recording", "outcome", "run", "because", "report");

    private final Engine engine;
    private final CommandDesk desk;

    TrafficDesk(Engine engine, CommandDesk desk) {
        this.engine = engine;
        this.desk = desk;
    }

    /// Whether the person may; records nothing.
    Sent asked(Question question) {
        Observed observed = Endpoints.observed(engine.board());
        Body body = new Body(question.body());
        body.only("traffic/ask", COMMON, Set.of("because"));
        String _ = body.because();
        Answer answer = new TrafficByHand(
                        observed.rules().policy(),
                        question.by().name(),
                        question.by().role())
                .may(act(body), slots(body), observed.ledger().state());
        return switch (answer) {
            case Answer.Accepted accepted -> Sent.ok(accepted(accepted.sentence()));
            case Answer.Refused refused -> CommandDesk.refused(refused.reason(), refused.because(), refused.mend());
        };
    }

    /// Enters what was done, or is about to be.
    Sent entered(Question question) {
        Endpoints.observed(engine.board());
        Body body = new Body(question.body());
        body.only("traffic", COMMON, MORE);
        Fact.TrafficUsed used = new Fact.TrafficUsed(slots(body), use(body));
        UsedByHand.Entered entered = engine.traffic(new UsedByHand(
                used,
                question.by().name(),
                question.by().role(),
                body.because().isEmpty() ? "by hand" : body.because(),
                documents(used.use().act(), body.node().path("report"))));
        return switch (entered.answer()) {
            case Answer.Accepted accepted -> Sent.ok(entered(accepted, entered));
            case Answer.Refused refused -> CommandDesk.refused(refused.reason(), refused.because(), refused.mend());
        };
    }

    private static ObjectNode entered(Answer.Accepted accepted, UsedByHand.Entered entered) {
        ObjectNode out = accepted(entered.entry().map(Sentence::subject).orElse(accepted.sentence()));
        entered.entry().map(Entry::seq).ifPresent(seq -> out.put("entry", seq));
        return out.put("again", accepted.facts().isEmpty());
    }

    private static ObjectNode accepted(String sentence) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("accepted", true)
                .put("sentence", sentence);
    }

    private static TrafficUse use(Body body) {
        try {
            return new TrafficUse(
                    act(body),
                    body.text("recording"),
                    one(TrafficUse.Outcome.class, "outcome", body.text("outcome")),
                    body.text("run"));
        } catch (IllegalArgumentException e) {
            throw Question.input(String.valueOf(e.getMessage()), "See docs/api.md.");
        }
    }

    private static TrafficUse.Act act(Body body) {
        return one(TrafficUse.Act.class, "act", body.text("act"));
    }

    private static <E extends Enum<E>> E one(Class<E> type, String field, String text) {
        List<E> all = List.of(type.getEnumConstants());
        return all.stream()
                .filter(one -> word(one).equals(text))
                .findFirst()
                .orElseThrow(() -> Question.input(
                        "There is no " + field + " '" + text + "'",
                        "Write one of "
                                + String.join(
                                        ", ",
                                        all.stream().map(TrafficDesk::word).toList()) + "."));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    /// The environments by their names: of the app that is meant, or `APP/ENV`.
    private List<Slot> slots(Body body) {
        return body.texts("environments").stream()
                .map(name -> slot(name, body.maybe("app")))
                .distinct()
                .toList();
    }

    private Slot slot(String name, Optional<String> app) {
        int cut = name.indexOf('/');
        return cut < 0
                ? new Slot(desk.app(app), CommandReader.environment(name))
                : new Slot(
                        desk.app(Optional.of(name.substring(0, cut))),
                        CommandReader.environment(name.substring(cut + 1)));
    }

    private static SortedMap<String, String> documents(TrafficUse.Act act, JsonNode report) {
        SortedMap<String, String> documents = new TreeMap<>();
        if (report.isMissingNode()) {
            return documents;
        }
        if (!report.isObject()) {
            throw Question.input("The field report is not a JSON object", "Write one there, or leave it out.");
        }
        String text = report.toString() + "\n";
        if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw Question.input(
                    "The report is larger than " + LARGEST + " bytes", "Leave it out; the entry has the outcome.");
        }
        documents.put(document(act), text);
        return documents;
    }

    private static String document(TrafficUse.Act act) {
        return switch (act) {
            case RECORD, IMPORT, EXPORT, DELETE -> "recording.json";
            case REPLAY -> "replay.json";
            case LOAD -> "load.json";
            case VALIDATE -> "alarms.json";
            case DIFF -> "diff.json";
        };
    }
}
