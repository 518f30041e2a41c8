package arelops.app.web;

import arelops.app.reconcile.Board;
import arelops.core.record.RecordingSeen;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What is recorded of an app's users, for the status: the recording under way, the newest that is over, and what is in
/// the way.
final class RecordedJson {
    private RecordedJson() {}

    static void into(ObjectNode out, Board.Recorded recorded) {
        out.put("environment", recorded.environment().text()).put("because", recorded.because());
        recorded.mishap().ifPresent(mishap -> out.put("trouble", mishap));
        switch (recorded.seen()) {
            case RecordingSeen.Unknown(String because) -> out.put("trouble", because);
            case RecordingSeen.Known known -> {
                known.running().ifPresent(now -> running(out.putObject("now"), now));
                known.newest().ifPresent(past -> {
                    ObjectNode newest = out.putObject("newest")
                            .put("id", past.id())
                            .put("began", past.began().toString());
                    past.ended().ifPresent(ended -> newest.put("ended", ended.toString()));
                    if (!past.trouble().isEmpty()) {
                        newest.put("trouble", past.trouble());
                    }
                });
            }
        }
    }

    private static void running(ObjectNode out, RecordingSeen.Running now) {
        out.put("id", now.id())
                .put("by", now.byLine() ? "line" : "hand")
                .put("began", now.began().toString())
                .put("until", now.until().toString())
                .put("requests", now.requests())
                .put("left", now.left());
    }
}
