package arelops.app.ledger;

import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.TrafficUse;
import arelops.core.id.CommitId;
import arelops.core.id.Slot;
import java.util.Optional;
import java.util.stream.Collectors;

/// The commit message of an entry: what `git log refs/arelops/ledger` shows to people.
public final class Sentence {
    private Sentence() {}

    static String message(Entry entry) {
        return subject(entry) + "\n\n"
                + oneLine(entry.because()) + "\n\n"
                + "Seq: " + entry.seq() + "\n"
                + "Kind: " + entry.kind() + "\n"
                + "By: " + oneLine(entry.actor().toString()) + "\n"
                + "Entry: " + entry.digest() + "\n";
    }

    /// The subject: who reads only this line knows what happened.
    public static String subject(Entry entry) {
        return oneLine(
                switch (entry.fact()) {
                    case Fact.Genesis f ->
                        "The ledger begins: " + f.trunk() + " at " + f.tip().brief();
                    case Fact.TrunkMoved f ->
                        "trunk " + f.from().brief() + " → "
                                + f.steps().getLast().commit().brief();
                    case Fact.TrunkAccepted f ->
                        "trunk was rewritten after " + f.kept().brief() + ", and accepted";
                    case Fact.PolicyChanged f ->
                        "policy changed by " + f.commit().brief();
                    case Fact.Merged f ->
                        f.commit().brief() + " merged by change " + f.landing().change();
                    case Fact.Approved f ->
                        f.commit().brief() + " approved by " + f.by()
                                + f.environment()
                                        .map(env -> " for " + env.upper())
                                        .orElse("")
                                + (f.authority() == Fact.Approved.Authority.ADMIN ? ", an admin" : "");
                    case Fact.Checked f -> f.commit().brief() + " " + f.check() + " " + word(f.outcome());
                    case Fact.TrafficUsed f -> traffic(f);
                    case Fact.Built f ->
                        f.app() + " release " + entry.seq() + " built from "
                                + f.commit().brief();
                    case Fact.NotBuilt f ->
                        f.app() + " does not build at " + f.commit().brief();
                    case Fact.SuspectCleared f ->
                        "error " + f.error() + ": " + f.suspect().brief() + " cleared";
                    case Fact.CulpritNamed f ->
                        "error " + f.error() + ": " + f.culprit().brief() + " is the culprit";
                    case Fact.FixRecorded f ->
                        "error " + f.error() + ": " + f.fix().brief() + " fixes "
                                + f.suspect().brief();
                    case Fact.OfSlot f -> ofSlot(f) + app(f.slot());
                });
    }

    private static String ofSlot(Fact.OfSlot fact) {
        String env = fact.slot().environment().upper() + " ";
        return env
                + switch (fact) {
                    case Fact.Intent f ->
                        "intent to " + word(f.purpose())
                                + f.to().map(to -> " " + to.commit().brief()).orElse("");
                    case Fact.Moved f -> "moved " + brief(f.from()) + " → " + brief(f.to().map(to -> to.commit()));
                    case Fact.Aborted f -> "intent " + f.intent() + " given up";
                    case Fact.Adopted f -> "adopted " + f.commit().brief();
                    case Fact.Verified f -> f.check() + " " + word(f.outcome());
                    case Fact.AlarmsTried f -> "alarms tried: " + word(f.outcome());
                    case Fact.Controlled f ->
                        "control of the soak"
                                + f.stable()
                                        .map(stable ->
                                                " beside " + stable.commit().brief())
                                        .orElse("");
                    case Fact.Unattributed f ->
                        "control of the soak: " + word(f.finding()).replace('_', ' ');
                    case Fact.CanaryStarted f ->
                        "canary beside stable " + f.stable().commit().brief();
                    case Fact.CanaryJudged f ->
                        "canary, step " + (f.step() + 1) + ": "
                                + word(f.stand()).replace('_', ' ');
                    case Fact.Settled f -> "settled " + f.release().commit().brief();
                    case Fact.Rejected f -> "rejected " + f.release().commit().brief();
                    case Fact.Failed f -> "failed with " + f.release().commit().brief();
                    case Fact.Withdrawn f -> "withdrew " + f.release().commit().brief();
                    case Fact.RolledBack f ->
                        "rolled back " + f.takenBack().commit().brief() + " → "
                                + f.to().commit().brief();
                    case Fact.Held _ -> "held";
                    case Fact.Resumed _ -> "resumed";
                    case Fact.Requested f -> "asked for " + f.release().commit().brief();
                    case Fact.Overridden f ->
                        f.gate() + " skipped by " + f.by() + " for "
                                + f.release().commit().brief();
                    case Fact.Overturned f ->
                        "rejection of " + f.release().commit().brief() + " overturned by " + f.by();
                    case Fact.RestoreAsked _ -> "restore asked";
                    case Fact.Drifted f -> word(f.drift()) + " drift " + brief(f.expected()) + " → " + brief(f.found());
                    case Fact.Repaired f -> word(f.drift()) + " drift ended";
                    case Fact.Warmed f -> "keeps " + f.release().commit().brief() + " running, to fail over to";
                    case Fact.FailedOver f ->
                        (f.occasion() == Fact.FailedOver.Occasion.DRILL ? "drill" : "failover") + " to "
                                + f.standby().upper() + " on "
                                + f.release().commit().brief()
                                + (f.onto() == Fact.FailedOver.Onto.NAMED ? ", which its tag does not name" : "");
                    case Fact.TookOver f -> "failover in effect after " + f.millis() + " ms";
                    case Fact.FailedBack f ->
                        f.percent() == Fact.FailedBack.ALL
                                ? "failback: all users are back"
                                : f.percent() == 0
                                        ? "failback given up"
                                        : "failback: " + f.percent() + " % of the users are back";
                };
    }

    /// What was done by hand with a recording, for example `BETA replay of production-20261128-0900: valid (shop)`.
    private static String traffic(Fact.TrafficUsed fact) {
        TrafficUse use = fact.use();
        String where = fact.slots().isEmpty()
                ? ""
                : fact.slots().stream().map(slot -> slot.environment().upper()).collect(Collectors.joining(", ")) + " ";
        String what = switch (use.act()) {
            case RECORD -> "recorded as " + use.recording();
            case IMPORT -> "recording " + use.recording() + " imported";
            case REPLAY -> "replay of " + use.recording();
            case LOAD -> "load test with " + use.recording();
            case VALIDATE -> "alarms tried with " + use.recording();
            case DIFF -> "answers compared with " + use.recording();
            case EXPORT -> "recording " + use.recording() + " exported";
            case DELETE -> "recording " + use.recording() + " deleted";
        };
        String outcome = switch (use.act()) {
            case EXPORT, DELETE -> "";
            case RECORD, IMPORT, REPLAY, LOAD, VALIDATE, DIFF ->
                ": " + use.outcome().word();
        };
        return where
                + what
                + outcome
                + fact.slots().stream().findFirst().map(Sentence::app).orElse("");
    }

    private static String app(Slot slot) {
        return " (" + slot.app() + ")";
    }

    private static String brief(Optional<CommitId> commit) {
        return commit.map(CommitId::brief).orElse("nothing");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }

    /// What people wrote must not look like a trailer of ours.
    private static String oneLine(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.isWhitespace(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }
}
