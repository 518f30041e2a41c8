package arelops.app.cli;

import arelops.app.answer.Doc;
import java.util.List;
import java.util.Map;

/// Prints what the jobs of a commit printed, one after the other; or those of its lines that contain a text.
///
/// @param search the text; empty for all
record JobOutput(Session session, ControlClient client, String search) {
    int of(Doc status, String word) {
        Doc found = session.aboutCommit(
                status,
                word,
                commit -> client.get(
                        "jobs", Map.of("commit", commit, "app", session.common().app(), "q", search)));
        List<Doc> jobs = found.list("jobs");
        if (session.common().json()) {
            session.json(found);
        } else {
            for (Doc job : jobs) {
                session.print(session.view()
                        .paint(
                                View.Tone.STRONG,
                                "--- " + job.text("what") + ", attempt " + job.number("attempt") + "   "
                                        + job.text("id")));
                if (job.flag("silent")) {
                    session.print(session.view()
                            .paint(
                                    View.Tone.QUIET,
                                    job.flag("complete") ? "(it printed nothing)" : "(it has printed nothing so far)"));
                } else if (search.isBlank()) {
                    print(job.text("id"));
                } else {
                    found(job);
                }
            }
        }
        if (found.flag("more")) {
            session.note("There are more such lines; search for something rarer.");
        }
        if (jobs.isEmpty() && !search.isBlank()) {
            session.note("? Nothing that is kept of what ran for " + found.text("short") + " contains '"
                    + View.harmless(search) + "'.");
            return Exit.NO_DATA;
        }
        if (jobs.isEmpty()) {
            session.note("? Nothing is kept of what ran for " + found.text("short") + ". See arelops why "
                    + found.text("short"));
            return Exit.NO_DATA;
        }
        return Exit.GOOD;
    }

    private void found(Doc job) {
        for (Doc line : job.list("lines")) {
            String text = line.text("text");
            session.print("%6d  %s".formatted(line.number("line"), session.terminal() ? View.harmless(text) : text));
        }
    }

    private void print(String job) {
        long from = 0;
        while (true) {
            Doc part = client.get("jobs/" + ControlClient.part(job) + "/output", Map.of("from", Long.toString(from)));
            if (part.number("next") <= from) {
                session.out().flush();
                return;
            }
            String text = part.node().path("text").asText("");
            session.out().print(session.terminal() ? View.harmless(text) : text);
            from = part.number("next");
        }
    }
}
