package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.answer.Span;
import arelops.app.cli.View.Tone;
import arelops.app.fault.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Asks the controller about changes, and tells it what a person says of them.
record ChangeTalk(Session session) {
    private static final Duration BEAT = Duration.ofSeconds(1);
    /// A commit may begin with so many digits, so a word that long may be either.
    private static final int AMBIGUOUS = 7;

    /// The number that `420`, `pr/420` or `'#420'` names; faults on anything else.
    static int number(String word) {
        String digits = digits(word);
        if (!digits.matches("[1-9][0-9]{0,8}")) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.change",
                    "'" + word + "' is no change",
                    "Write its number, 420 or pr/420; arelops change list has them.");
        }
        return Integer.parseInt(digits);
    }

    private static String digits(String word) {
        return word.replaceFirst("^(#|pr/)", "");
    }

    private static boolean isSaid(String word) {
        return !digits(word).equals(word);
    }

    /// The change that a word names, where it may also name a commit: a change that is there wins.
    Optional<Doc> named(String word) {
        boolean said = isSaid(word);
        if (!said && !word.matches("[1-9][0-9]{0,8}")) {
            return Optional.empty();
        }
        int number = number(word);
        boolean ambiguous = !said && word.length() >= AMBIGUOUS;
        try {
            Doc found = get(number);
            if (ambiguous) {
                session.note(word + " is read as change #" + number + "; for a commit write more of its digits.");
            }
            return Optional.of(found);
        } catch (Fault fault) {
            if (!fault.code().equals("request.unknown")) {
                throw fault;
            }
            if (ambiguous) {
                return Optional.empty();
            }
            throw new Fault(
                    fault.kind(),
                    fault.code(),
                    String.valueOf(fault.getMessage()),
                    fault.mend() + (said ? "" : "; for a commit write at least " + AMBIGUOUS + " of its digits"),
                    fault);
        }
    }

    Doc get(int number) {
        return session.client().get("changes/" + number);
    }

    /// Says something of a change, and prints the answer.
    Doc say(int number, String act, JsonNode body) {
        return told(session.client().post("changes/" + number + "/" + act, body));
    }

    /// Prints what was answered, and what the change waits for then.
    Doc told(Doc answer) {
        if (session.common().json()) {
            session.json(answer);
            return answer;
        }
        View view = session.view();
        session.print(view.paint(Tone.GOOD, "✓") + " " + answer.text("sentence"));
        if (answer.has("note")) {
            session.print(view.paint(Tone.YOU, "◐") + " " + answer.text("note"));
        }
        Doc change = answer.at("change");
        if (change.text("state").equals("open")) {
            session.print("  " + view.paint(Tone.QUIET, change.text("sentence")));
        }
        return answer;
    }

    /// Waits until it has landed, or cannot as it is: 0, 3, or 8 where the time is over before.
    int within(int number, String time) {
        Duration limit = Session.duration(time);
        Instant end = session.world().clock().instant().plus(limit);
        Doc change = get(number);
        while (code(change) == Exit.PENDING
                && session.world().clock().instant().isBefore(end)
                && session.world().pause().elapse(BEAT)) {
            change = get(number);
        }
        if (!session.common().json()) {
            ended(change, limit);
        }
        return code(change);
    }

    private static int code(Doc change) {
        return switch (change.text("state")) {
            case "landed" -> Exit.GOOD;
            case "closed" -> Exit.REFUSED;
            default -> change.has("ejected") || isFailed(change) ? Exit.REFUSED : Exit.PENDING;
        };
    }

    /// Time and other people do not mend a conflict, or a check that failed.
    private static boolean isFailed(Doc change) {
        return change.at("gate").text("state").equals("failed");
    }

    private void ended(Doc change, Duration limit) {
        View view = session.view();
        String number = change.text("number");
        switch (code(change)) {
            case Exit.GOOD -> session.print(view.paint(Tone.GOOD, "✓") + " #" + number + " " + change.text("brief"));
            case Exit.REFUSED ->
                session.note(view.paint(Tone.BAD, "✕") + " #" + number
                        + (change.has("ejected")
                                ? " was put out of the queue: "
                                        + change.at("ejected").text("because")
                                : isFailed(change) ? " cannot land: " + change.text("brief") : " is closed")
                        + ". See arelops why " + number);
            default -> session.note("◐ not yet after " + Span.of(limit) + ". See arelops why " + number);
        }
    }
}
