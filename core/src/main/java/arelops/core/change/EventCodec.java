package arelops.core.change;

import arelops.core.change.ChangeEvent.OnTop;
import arelops.core.change.ChangeEvent.Source;
import arelops.core.change.ChangeEvent.Trial;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Fields;
import arelops.core.evidence.Json;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.Digest;
import arelops.core.release.Role;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Events to JSON members and back; the member `kind` tells them apart.
final class EventCodec {
    private EventCodec() {}

    static String kind(ChangeEvent event) {
        return switch (event) {
            case ChangeEvent.Opened _ -> "opened";
            case ChangeEvent.HeadMoved _ -> "head";
            case ChangeEvent.Reworded _ -> "words";
            case ChangeEvent.Commented _ -> "comment";
            case ChangeEvent.Reviewed _ -> "review";
            case ChangeEvent.SignedOff _ -> "signoff";
            case ChangeEvent.RunAllowed _ -> "run";
            case ChangeEvent.Queued _ -> "queued";
            case ChangeEvent.Ejected _ -> "ejected";
            case ChangeEvent.Tried _ -> "tried";
            case ChangeEvent.Conflicted _ -> "conflict";
            case ChangeEvent.Voided _ -> "voided";
            case ChangeEvent.Checked _ -> "check";
            case ChangeEvent.TestWanted _ -> "test-wanted";
            case ChangeEvent.TestRaised _ -> "test-raised";
            case ChangeEvent.TestServes _ -> "test-serves";
            case ChangeEvent.TestOver _ -> "test-over";
            case ChangeEvent.TestGone _ -> "test-gone";
            case ChangeEvent.Closed _ -> "closed";
            case ChangeEvent.Reopened _ -> "reopened";
            case ChangeEvent.Landed _ -> "landed";
        };
    }

    static Fields write(ChangeEvent event) {
        Fields out = new Fields().put("kind", kind(event));
        return switch (event) {
            case ChangeEvent.Opened e ->
                words(head(out.put("number", e.number().value()), e.head()), e.words())
                        .put("branch", e.source().branch())
                        .put("topic", e.source().topic())
                        .put("reverts", e.source().reverts());
            case ChangeEvent.HeadMoved e -> head(out, e.head());
            case ChangeEvent.Reworded e -> words(out, e.words());
            case ChangeEvent.Commented e -> out.put("text", e.text());
            case ChangeEvent.Reviewed e ->
                head(out, e.head())
                        .put("verdict", e.verdict())
                        .put("as", e.as())
                        .put("text", e.text());
            case ChangeEvent.SignedOff e ->
                out.put("as", e.as()).put("head", e.head().hex());
            case ChangeEvent.RunAllowed e -> out.put("head", e.head().hex());
            case ChangeEvent.Queued e -> out.put("urgent", new Json.Flag(e.urgent()));
            case ChangeEvent.TestRaised e ->
                others(
                        out.put("tested", e.tested().hex())
                                .putAll("artifacts", List.copyOf(e.artifacts().entrySet()), EventCodec::artifact),
                        e.others());
            case ChangeEvent.TestServes e -> out.put("tested", e.tested().hex());
            case ChangeEvent.TestWanted _,
                    ChangeEvent.TestOver _,
                    ChangeEvent.TestGone _,
                    ChangeEvent.Closed _,
                    ChangeEvent.Reopened _ -> out;
            case ChangeEvent.Ejected e -> out.put("head", e.head().hex());
            case ChangeEvent.Tried e ->
                out.put("tested", e.trial().tested().hex())
                        .put("onto", e.trial().onto().hex())
                        .put("base", e.trial().base().hex())
                        .putAll("on", e.trial().on(), EventCodec::onTop);
            case ChangeEvent.Conflicted e ->
                out.put("base", e.base().hex())
                        .putAll("on", e.on(), EventCodec::onTop)
                        .putAll("paths", e.paths(), Json.Text::new);
            case ChangeEvent.Voided e -> out.put("tested", e.tested().hex());
            case ChangeEvent.Checked e ->
                out.put("tested", e.tested().hex())
                        .put("check", e.check())
                        .put("outcome", e.outcome())
                        .put("attempt", e.attempt())
                        .put("report", e.report());
            case ChangeEvent.Landed e ->
                out.put("commit", e.commit().hex()).put("tested", e.tested().hex());
        };
    }

    private static Fields head(Fields out, Head head) {
        return out.put("head", head.commit().hex()).put("patch", head.patch().toString());
    }

    private static Fields words(Fields out, Words words) {
        return out.put("title", words.title())
                .put("description", words.description())
                .put("draft", new Json.Flag(words.draft()))
                .putAll("labels", words.labels(), Json.Text::new);
    }

    private static Json artifact(Map.Entry<AppName, Digest> one) {
        return new Fields()
                .put("app", one.getKey().text())
                .put("artifact", one.getValue().toString())
                .json();
    }

    private static SortedMap<AppName, Digest> artifacts(Fields in) {
        SortedMap<AppName, Digest> artifacts = new TreeMap<>();
        for (Fields one : in.all("artifacts", Fields::new)) {
            artifacts.put(one.app(), one.digest("artifact"));
        }
        return artifacts;
    }

    /// Without members where there are none, as entries of before this was recorded have none.
    private static Fields others(Fields out, OtherApps others) {
        if (!others.reached().isEmpty()) {
            out.putAll("reached", List.copyOf(others.reached().entrySet()), EventCodec::reached);
        }
        return others.missing().isEmpty()
                ? out
                : out.putAll("missing", List.copyOf(others.missing()), app -> new Json.Text(app.text()));
    }

    private static Json reached(Map.Entry<AppName, String> one) {
        return new Fields()
                .put("app", one.getKey().text())
                .put("address", one.getValue())
                .json();
    }

    private static OtherApps others(Fields in) {
        SortedMap<AppName, String> reached = new TreeMap<>();
        if (in.has("reached")) {
            in.all("reached", Fields::new).forEach(one -> reached.put(one.app(), one.text("address")));
        }
        SortedSet<AppName> missing = new TreeSet<>();
        if (in.has("missing")) {
            in.all("missing", EventCodec::word).forEach(app -> missing.add(new AppName(app)));
        }
        return new OtherApps(reached, missing);
    }

    private static Json onTop(OnTop on) {
        return new Fields()
                .put("change", on.change().value())
                .put("head", on.head().hex())
                .json();
    }

    static ChangeEvent read(Fields in) {
        return switch (in.text("kind")) {
            case "opened" ->
                new ChangeEvent.Opened(
                        number(in, "number"),
                        new Source(
                                in.maybe("branch", in::text),
                                in.maybe("topic", in::text),
                                in.maybe("reverts", in::commit)),
                        words(in),
                        head(in));
            case "head" -> new ChangeEvent.HeadMoved(head(in));
            case "words" -> new ChangeEvent.Reworded(words(in));
            case "comment" -> new ChangeEvent.Commented(in.text("text"));
            case "review" ->
                new ChangeEvent.Reviewed(
                        in.choice("verdict", ChangeEvent.Verdict.class),
                        head(in),
                        in.choice("as", Role.class),
                        in.text("text"));
            case "signoff" -> new ChangeEvent.SignedOff(in.choice("as", SignOff.Trade.class), in.commit("head"));
            case "run" -> new ChangeEvent.RunAllowed(in.commit("head"));
            case "queued" -> new ChangeEvent.Queued(flag(in, "urgent"));
            case "ejected" -> new ChangeEvent.Ejected(in.commit("head"));
            case "tried" ->
                new ChangeEvent.Tried(new Trial(
                        in.commit("tested"), in.commit("onto"), in.commit("base"), in.all("on", EventCodec::onTop)));
            case "conflict" ->
                new ChangeEvent.Conflicted(
                        in.commit("base"), in.all("on", EventCodec::onTop), in.all("paths", EventCodec::word));
            case "voided" -> new ChangeEvent.Voided(in.commit("tested"));
            case "check" ->
                new ChangeEvent.Checked(
                        in.commit("tested"),
                        in.text("check"),
                        in.choice("outcome", Fact.Outcome.class),
                        Math.toIntExact(in.whole("attempt")),
                        in.maybe("report", in::digest));
            case "test-wanted" -> new ChangeEvent.TestWanted();
            case "test-raised" -> new ChangeEvent.TestRaised(in.commit("tested"), artifacts(in), others(in));
            case "test-serves" -> new ChangeEvent.TestServes(in.commit("tested"));
            case "test-over" -> new ChangeEvent.TestOver();
            case "test-gone" -> new ChangeEvent.TestGone();
            case "closed" -> new ChangeEvent.Closed();
            case "reopened" -> new ChangeEvent.Reopened();
            case "landed" -> new ChangeEvent.Landed(in.commit("commit"), in.commit("tested"));
            default -> throw new IllegalArgumentException("there is no event of kind " + in.text("kind"));
        };
    }

    private static Head head(Fields in) {
        return new Head(in.commit("head"), in.digest("patch"));
    }

    private static Words words(Fields in) {
        return new Words(
                in.text("title"), in.text("description"), flag(in, "draft"), in.all("labels", EventCodec::word));
    }

    private static String word(Json json) {
        if (json instanceof Json.Text text) {
            return text.value();
        }
        throw new IllegalArgumentException("a word is a text");
    }

    private static OnTop onTop(Json json) {
        Fields in = new Fields(json);
        return new OnTop(number(in, "change"), in.commit("head"));
    }

    private static ChangeNumber number(Fields in, String name) {
        return new ChangeNumber(Math.toIntExact(in.whole(name)));
    }

    private static boolean flag(Fields in, String name) {
        if (in.get(name) instanceof Json.Flag(boolean value)) {
            return value;
        }
        throw new IllegalArgumentException("the member \"" + name + "\" is neither true nor false");
    }
}
