package arelops.app.web;

import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeEvent.Verdict;
import arelops.core.change.SignOff;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads what a person says about a change from JSON.
final class ChangeActReader {
    private static final Set<String> COMMON = Set.of("because");
    private static final Set<String> WORDS = Set.of("title", "description", "labels");

    private final String act;
    private final Kind kind;
    private final Body body;

    private ChangeActReader(String act, Kind kind, Body body) {
        this.act = act;
        this.kind = kind;
        this.body = body;
    }

    private interface Making {
        ChangeCommand of(Body body, HeadSeen head);
    }

    /// One act: the members that it may have, and how it is made.
    private record Kind(Set<String> fields, Making make) {}

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("comment", new Kind(Set.of("text"), (in, _) -> new ChangeCommand.Comment(in.text("text")))),
            Map.entry("approve", new Kind(Set.of("head", "text"), (in, head) -> review(Verdict.APPROVED, in, head))),
            Map.entry("reject", new Kind(Set.of("head", "text"), ChangeActReader::rejection)),
            Map.entry("withdraw", new Kind(Set.of("text"), (in, head) -> review(Verdict.WITHDRAWN, in, head))),
            Map.entry("reword", new Kind(WORDS, (in, _) -> reword(in))),
            Map.entry("draft", new Kind(Set.of(), (_, _) -> drafted(true))),
            Map.entry("ready", new Kind(Set.of(), (_, _) -> drafted(false))),
            Map.entry("close", new Kind(Set.of(), (_, _) -> new ChangeCommand.Close())),
            Map.entry("reopen", new Kind(Set.of(), (_, _) -> new ChangeCommand.Reopen())),
            Map.entry("test", new Kind(Set.of(), (_, _) -> new ChangeCommand.Test())),
            Map.entry(
                    "signoff",
                    new Kind(
                            Set.of("as", "head"),
                            (in, head) -> new ChangeCommand.Sign(trade(in.text("as")), head.of(in.maybe("head"))))),
            Map.entry("run", new Kind(Set.of("head"), (in, head) -> new ChangeCommand.Run(head.of(in.maybe("head"))))),
            Map.entry("merge", new Kind(Set.of("urgent"), (in, _) -> new ChangeCommand.Merge(in.flag("urgent")))));

    /// The reader of this act; empty where there is none of this name.
    static Optional<ChangeActReader> of(String act, Body body) {
        return Optional.ofNullable(KINDS.get(act)).map(kind -> new ChangeActReader(act, kind, body));
    }

    /// The command; faults where it has members that it cannot have, or lacks what it needs.
    ChangeCommand read(HeadSeen head) {
        body.only(act, COMMON, kind.fields());
        return kind.make().of(body, head);
    }

    private static ChangeCommand review(Verdict verdict, Body in, HeadSeen head) {
        return new ChangeCommand.Review(
                verdict, head.of(in.maybe("head")), in.maybe("text").orElse(""));
    }

    private static ChangeCommand rejection(Body in, HeadSeen head) {
        if (in.maybe("text").isEmpty()) {
            throw Question.input(
                    "What is to be changed is missing", "Add -m \"what\" (in JSON: text), for the author to read.");
        }
        return review(Verdict.CHANGES_REQUESTED, in, head);
    }

    private static ChangeCommand reword(Body in) {
        if (WORDS.stream().noneMatch(in::has)) {
            throw Question.input("Nothing is said in other words", "Send title, description or labels.");
        }
        return new ChangeCommand.Reword(
                in.written("title"),
                in.written("description"),
                Optional.empty(),
                in.has("labels") ? Optional.of(in.texts("labels")) : Optional.empty());
    }

    private static ChangeCommand drafted(boolean draft) {
        return new ChangeCommand.Reword(
                Optional.empty(), Optional.empty(), Optional.of(draft), Optional.<List<String>>empty());
    }

    private static SignOff.Trade trade(String text) {
        return Stream.of(SignOff.Trade.values())
                .filter(trade -> text.equals(trade.word()) || text.equals(trade.option()))
                .findFirst()
                .orElseThrow(() -> Question.input("'" + text + "' signs nothing off", "Write developer or qa."));
    }
}
