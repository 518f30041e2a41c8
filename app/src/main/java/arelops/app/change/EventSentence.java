package arelops.app.change;

import arelops.core.change.ChangeEntry;
import arelops.core.change.ChangeEvent;
import arelops.core.change.OtherApps;
import java.util.Locale;

/// What happened to a change, as one line: for `git log` and for screens.
public final class EventSentence {
    private static final int LONGEST = 160;

    private EventSentence() {}

    public static String of(ChangeEntry entry) {
        String what = entry.actor() + " " + words(entry.event());
        boolean says = entry.because().isEmpty() || what.endsWith(" " + entry.because());
        return plain(says ? what : what + ": " + entry.because());
    }

    private static String words(ChangeEvent event) {
        return switch (event) {
            case ChangeEvent.Opened e ->
                "opened " + e.number() + " " + e.words().title() + " at "
                        + e.head().commit().brief();
            case ChangeEvent.HeadMoved e -> "brought " + e.head().commit().brief();
            case ChangeEvent.Reworded e ->
                "made it \"" + e.words().title() + "\"" + (e.words().draft() ? ", a draft" : "");
            case ChangeEvent.Commented e -> "commented: " + e.text();
            case ChangeEvent.Reviewed e -> reviewed(e);
            case ChangeEvent.SignedOff e ->
                "signed " + e.head().brief() + " off as " + e.as().name().toLowerCase(Locale.ROOT);
            case ChangeEvent.RunAllowed e -> "lets the commands of " + e.head().brief() + " run";
            case ChangeEvent.Queued e -> e.urgent() ? "put it into the queue, urgent" : "put it into the queue";
            case ChangeEvent.Ejected e -> "put " + e.head().brief() + " out of the queue";
            case ChangeEvent.Tried e ->
                "merged it onto " + e.trial().base().brief() + " as "
                        + e.trial().tested().brief() + ", to be checked";
            case ChangeEvent.Conflicted e ->
                "found that it conflicts with "
                        + e.on().stream().map(one -> one.change().toString()).toList();
            case ChangeEvent.Voided e -> "found that " + e.tested().brief() + " must not land";
            case ChangeEvent.Checked e ->
                "check " + e.check() + " on " + e.tested().brief() + " "
                        + e.outcome().name().toLowerCase(Locale.ROOT)
                        + (e.attempt() > 1 ? " at try " + e.attempt() : "");
            case ChangeEvent.TestWanted _ -> "asks for a new TEST environment";
            case ChangeEvent.TestRaised e ->
                "raises TEST of " + e.tested().brief()
                        + (e.others().equals(OtherApps.NONE)
                                ? ""
                                : ", which " + e.others().sentence());
            case ChangeEvent.TestServes e -> "has TEST run " + e.tested().brief();
            case ChangeEvent.TestOver _ -> "takes TEST down";
            case ChangeEvent.TestGone _ -> "took TEST down";
            case ChangeEvent.Closed _ -> "closed it";
            case ChangeEvent.Reopened _ -> "opened it again";
            case ChangeEvent.Landed e -> "landed it on trunk as " + e.commit().brief();
        };
    }

    private static String reviewed(ChangeEvent.Reviewed event) {
        String head = event.head().commit().brief();
        String what = switch (event.verdict()) {
            case APPROVED -> "approved " + head;
            case CHANGES_REQUESTED -> "asks for changes of " + head;
            case WITHDRAWN -> "withdrew what they said";
        };
        return event.text().isEmpty() ? what : what + ": " + event.text();
    }

    /// One line without control characters.
    private static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.codePointCount(0, line.length()) > LONGEST
                ? line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…"
                : line;
    }
}
