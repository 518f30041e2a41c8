package arelops.app.ledger;

import arelops.core.evidence.Json;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.util.SortedMap;
import java.util.TreeMap;

/// What stands in a slot, as canonical JSON for people and scripts: `state/<app>/<ENV>.json`.
///
/// A view of the entries, made again and compared when they are read; nothing is decided from it.
final class Projection {
    private Projection() {}

    static String path(Slot slot) {
        return "state/" + slot.app() + "/" + slot.environment().upper() + ".json";
    }

    static String text(SlotState state) {
        SortedMap<String, Json> top = new TreeMap<>();
        state.serving().ifPresent(serving -> {
            SortedMap<String, Json> out = new TreeMap<>();
            out.put("commit", commit(serving.commit()));
            serving.release().ifPresent(release -> out.put("release", release(release)));
            out.put("deployment", new Json.Whole(serving.deployment()));
            out.put("settled", new Json.Flag(serving.settled()));
            out.put("since", text(serving.since()));
            top.put("serving", new Json.Members(out));
        });
        state.intent().ifPresent(intent -> {
            SortedMap<String, Json> out = new TreeMap<>();
            out.put("token", new Json.Whole(intent.token()));
            out.put("purpose", text(intent.purpose().name().toLowerCase(java.util.Locale.ROOT)));
            intent.to().ifPresent(to -> out.put("to", release(to)));
            out.put("since", text(intent.since()));
            top.put("intent", new Json.Members(out));
        });
        state.attempt().ifPresent(attempt -> {
            SortedMap<String, Json> out = new TreeMap<>();
            out.put("release", release(attempt.release()));
            out.put("moved", new Json.Flag(attempt.moved()));
            out.put("since", text(attempt.since()));
            attempt.control().ifPresent(control -> out.put("control", new Json.Whole(control.token())));
            top.put("attempt", new Json.Members(out));
        });
        state.guard().hold().ifPresent(hold -> {
            SortedMap<String, Json> out = new TreeMap<>();
            out.put("by", text(hold.by()));
            out.put("because", text(hold.because()));
            out.put("since", text(hold.since()));
            top.put("hold", new Json.Members(out));
        });
        top.put("tagDrift", new Json.Flag(state.guard().tagDrift()));
        top.put("targetDrift", new Json.Flag(state.guard().targetDrift()));
        return new Json.Members(top).canonical();
    }

    private static Json release(Release release) {
        SortedMap<String, Json> out = new TreeMap<>();
        out.put("number", new Json.Whole(release.number()));
        out.put("commit", commit(release.commit()));
        out.put("artifact", text(release.artifact()));
        return new Json.Members(out);
    }

    private static Json commit(CommitId id) {
        return new Json.Text(id.hex());
    }

    private static Json text(Object value) {
        return new Json.Text(value.toString());
    }
}
