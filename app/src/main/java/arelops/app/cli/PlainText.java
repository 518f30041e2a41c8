package arelops.app.cli;

import java.util.ArrayList;
import java.util.List;

/// `--plain`: tab-separated values, one record per line, without headings; the columns never change their order.
final class PlainText {
    private PlainText() {}

    private static String record(String... values) {
        return String.join("\t", values);
    }

    /// `why`: app, environment, what it waits for, until when or whom.
    static List<String> environments(Doc status) {
        List<String> lines = new ArrayList<>();
        for (Doc app : status.list("apps")) {
            app.list("environments")
                    .forEach(one -> lines.add(waits(app.text("name"), one.text("name"), one.at("decision"))));
            lines.add(waits(app.text("name"), "trunk", app.at("intake")));
        }
        return lines;
    }

    private static String waits(String app, String name, Doc decision) {
        Doc until = decision.at("until");
        return record(app, name, decision.text("because"), until.text("kind"), until.text("text") + until.text("at"));
    }

    /// `why ENV`: its gates, or those of what comes next.
    static List<String> gates(Doc environment) {
        List<Doc> own = environment.list("gates");
        List<Doc> gates = own.isEmpty() ? environment.at("next").list("gates") : own;
        return gates.stream().map(gate -> gate(environment.text("name"), gate)).toList();
    }

    /// name, gate, state, measured, needed, by, expected, sentence
    static String gate(String name, Doc gate) {
        return record(
                name,
                gate.text("id"),
                gate.text("state"),
                gate.text("measured"),
                gate.text("needed"),
                gate.text("by"),
                gate.text("eta"),
                gate.text("sentence"));
    }

    /// `show` and `why SHA`: app, environment, state, release, commit.
    static List<String> journey(Doc journey) {
        List<String> lines = new ArrayList<>();
        for (Doc app : journey.list("apps")) {
            for (Doc environment : app.list("environments")) {
                lines.add(record(
                        app.text("name"),
                        environment.text("name"),
                        environment.text("state"),
                        app.text("release"),
                        journey.text("sha")));
            }
        }
        return lines;
    }

    /// `diff`: commit, author, subject; and the direction in front.
    static List<String> commits(Doc diff) {
        return diff.list("commits").stream()
                .map(commit -> record(
                        diff.text("direction"), commit.text("sha"), commit.text("author"), commit.text("subject")))
                .toList();
    }

    /// `error list`: number, environment, rejected, open or resolved, open suspects.
    static List<String> errors(Doc errors, boolean all) {
        return errors.list("errors").stream()
                .filter(error -> all || error.flag("open"))
                .map(error -> record(
                        error.text("number"),
                        error.text("environment"),
                        error.at("rejected").text("sha"),
                        error.flag("open") ? "open" : "resolved",
                        Long.toString(error.list("suspects").stream()
                                .filter(suspect -> suspect.flag("open"))
                                .count())))
                .toList();
    }

    /// `error show`: suspect, open or not, cleared or not, fixed by, reverted by, subject.
    static List<String> suspects(Doc error) {
        return error.list("suspects").stream()
                .map(suspect -> record(
                        suspect.text("sha"),
                        suspect.flag("open") ? "open" : "closed",
                        suspect.flag("cleared") ? "cleared" : "",
                        suspect.text("fixedBy"),
                        suspect.text("revertedBy"),
                        suspect.text("subject")))
                .toList();
    }

    /// `people list`: name, role, addresses, bot or human.
    static List<String> people(Doc people) {
        return people.list("people").stream()
                .map(person -> record(
                        person.text("name"),
                        person.text("role"),
                        String.join(",", person.texts("emails")),
                        person.flag("bot") ? "bot" : "human"))
                .toList();
    }

    /// `verify`: kind, entry, text of each finding; nothing where all is well.
    static List<String> findings(Doc verification) {
        return verification.list("findings").stream()
                .map(finding -> record(finding.text("kind"), finding.text("seq"), finding.text("text")))
                .toList();
    }
}
