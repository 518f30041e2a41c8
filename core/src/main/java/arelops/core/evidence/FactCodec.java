package arelops.core.evidence;

import arelops.core.evidence.Fact.Step;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.TreeId;

/// Facts to JSON members and back; the member `kind` tells them apart.
final class FactCodec {
    private FactCodec() {}

    static Fields write(Fact fact) {
        Fields out = new Fields().put("kind", kind(fact));
        if (fact instanceof Fact.OfSlot ofSlot) {
            out.put(ofSlot.slot());
        }
        return switch (fact) {
            case Fact.Genesis f -> out.put("trunk", f.trunk()).put("to", f.tip().hex());
            case Fact.TrunkMoved f -> out.put("from", f.from().hex()).putAll("steps", f.steps(), FactCodec::step);
            case Fact.TrunkAccepted f -> out.put("from", f.kept().hex()).putAll("steps", f.steps(), FactCodec::step);
            case Fact.PolicyChanged f ->
                out.put("commit", f.commit().hex())
                        .put("rules", f.policy().toString())
                        .putAll("looser", f.looser(), Json.Text::new);
            case Fact.Merged f ->
                out.put("commit", f.commit().hex())
                        .put("change", f.landing().change().value())
                        .put("head", f.landing().head().hex())
                        .put("tested", f.landing().tested().hex())
                        .put("tree", f.landing().tree().hex())
                        .put("history", f.landing().history().toString());
            case Fact.Approved f -> {
                if (f.authority() == Fact.Approved.Authority.ADMIN) {
                    out.put("authority", f.authority());
                }
                yield out.put("commit", f.commit().hex())
                        .put("env", f.environment())
                        .put("by", f.by().toString());
            }
            case Fact.Checked f ->
                out.put("commit", f.commit().hex())
                        .put("check", f.check())
                        .put("outcome", f.outcome())
                        .put("attempt", f.attempt());
            case Fact.TrafficUsed f ->
                out.putAll("slots", f.slots(), slot -> new Fields().put(slot).json())
                        .put("act", f.use().act())
                        .put("recording", f.use().recording())
                        .put("outcome", f.use().outcome())
                        .put("run", f.use().run());
            case Fact.Built f ->
                out.put("app", f.app().text())
                        .put("commit", f.commit().hex())
                        .put("artifact", f.artifact().toString());
            case Fact.NotBuilt f ->
                out.put("app", f.app().text()).put("commit", f.commit().hex());
            case Fact.Intent f -> {
                f.to().ifPresent(to -> out.put("to", to));
                yield out.put("purpose", f.purpose());
            }
            case Fact.Moved f -> {
                f.to().ifPresent(to -> out.put("to", to));
                yield out.put("intent", f.intent()).put("from", f.from()).put("deployment", f.deployment());
            }
            case Fact.Aborted f -> out.put("intent", f.intent());
            case Fact.Adopted f -> {
                f.release().ifPresent(release -> out.put("release", release));
                yield out.put("commit", f.commit().hex()).put("deployment", f.deployment());
            }
            case Fact.Verified f ->
                out.put("intent", f.intent())
                        .put("check", f.check())
                        .put("outcome", f.outcome())
                        .put("attempt", f.attempt());
            case Fact.AlarmsTried f ->
                out.put("intent", f.intent()).put("rules", f.rules().toString()).put("outcome", f.outcome());
            case Fact.Controlled f -> {
                f.stable().ifPresent(stable -> out.put("stable", stable));
                yield out.put("intent", f.intent()).put("deployment", f.deployment());
            }
            case Fact.Unattributed f -> out.put("intent", f.intent()).put("finding", f.finding());
            case Fact.CanaryStarted f ->
                out.put("intent", f.intent())
                        .put("canary", f.canary())
                        .put("stable", f.stable())
                        .put("baseline", f.baseline());
            case Fact.CanaryJudged f ->
                out.put("intent", f.intent())
                        .put("step", f.step())
                        .put("stand", f.stand())
                        .put("until", f.until().toString())
                        .put("judging", f.judging());
            case Fact.Settled f ->
                out.put("release", f.release()).put("windows", f.windows()).put("samples", f.samples());
            case Fact.Rejected f -> out.put("release", f.release()).putAll("suspects", f.suspects(), FactCodec::commit);
            case Fact.Failed f -> out.put("release", f.release());
            case Fact.Withdrawn f -> out.put("release", f.release()).put("cause", f.cause());
            case Fact.RolledBack f ->
                out.put("release", f.takenBack())
                        .put("to", f.to())
                        .put("blame", f.blame())
                        .putAll("suspects", f.suspects(), FactCodec::commit);
            case Fact.Held _, Fact.Resumed _, Fact.RestoreAsked _ -> out;
            case Fact.Requested f -> out.put("release", f.release());
            case Fact.Overridden f ->
                out.put("release", f.release()).put("gate", f.gate()).put("by", f.by().toString());
            case Fact.Overturned f ->
                out.put("release", f.release()).put("by", f.by().toString()).put("needed", f.needed());
            case Fact.Drifted f ->
                out.put("drift", f.drift()).put("expected", f.expected()).put("found", f.found());
            case Fact.Repaired f -> out.put("drift", f.drift());
            case Fact.Warmed f -> out.put("release", f.release());
            case Fact.FailedOver f ->
                out.put("standby", f.standby().text())
                        .put("release", f.release())
                        .put("deployment", f.deployment())
                        .put("occasion", f.occasion())
                        .put("onto", f.onto());
            case Fact.TookOver f ->
                out.put("failover", f.failover()).put("millis", f.millis()).put("within", f.within());
            case Fact.FailedBack f -> out.put("failover", f.failover()).put("percent", f.percent());
            case Fact.SuspectCleared f ->
                out.put("error", f.error()).put("suspect", f.suspect().hex());
            case Fact.CulpritNamed f ->
                out.put("error", f.error()).put("culprit", f.culprit().hex());
            case Fact.FixRecorded f ->
                out.put("error", f.error())
                        .put("suspect", f.suspect().hex())
                        .put("fix", f.fix().hex());
        };
    }

    static Fact read(Fields in) {
        String kind = in.text("kind");
        return switch (kind) {
            case "genesis" -> new Fact.Genesis(in.text("trunk"), in.commit("to"));
            case "trunk" -> new Fact.TrunkMoved(in.commit("from"), in.all("steps", FactCodec::step));
            case "trunk-accepted" -> new Fact.TrunkAccepted(in.commit("from"), in.all("steps", FactCodec::step));
            case "policy" ->
                new Fact.PolicyChanged(in.commit("commit"), in.digest("rules"), in.all("looser", FactCodec::words));
            case "merge" ->
                new Fact.Merged(
                        in.commit("commit"),
                        new Fact.Landing(
                                new ChangeNumber(Math.toIntExact(in.whole("change"))),
                                in.commit("head"),
                                in.commit("tested"),
                                new TreeId(in.text("tree")),
                                in.digest("history")));
            case "approval" ->
                new Fact.Approved(
                        in.commit("commit"),
                        in.maybe("env", _ -> in.environment()),
                        in.person("by"),
                        in.maybe("authority", name -> in.choice(name, Fact.Approved.Authority.class))
                                .orElse(Fact.Approved.Authority.USUAL));
            case "check" ->
                new Fact.Checked(in.commit("commit"), in.text("check"), in.choice("outcome", Fact.Outcome.class), (int)
                        in.whole("attempt"));
            case "traffic" ->
                new Fact.TrafficUsed(
                        in.all("slots", slot -> new Fields(slot).slot()),
                        new TrafficUse(
                                in.choice("act", TrafficUse.Act.class),
                                in.text("recording"),
                                in.choice("outcome", TrafficUse.Outcome.class),
                                in.text("run")));
            case "built" -> new Fact.Built(in.app(), in.commit("commit"), in.digest("artifact"));
            case "not-built" -> new Fact.NotBuilt(in.app(), in.commit("commit"));
            case "error-suspect" -> new Fact.SuspectCleared(in.whole("error"), in.commit("suspect"));
            case "error-culprit" -> new Fact.CulpritNamed(in.whole("error"), in.commit("culprit"));
            case "error-fix" -> new Fact.FixRecorded(in.whole("error"), in.commit("suspect"), in.commit("fix"));
            default -> ofSlot(kind, in);
        };
    }

    private static Fact.OfSlot ofSlot(String kind, Fields in) {
        return switch (kind) {
            case "intent" ->
                new Fact.Intent(in.slot(), in.choice("purpose", Fact.Purpose.class), in.maybe("to", in::release));
            case "moved" ->
                new Fact.Moved(
                        in.slot(),
                        in.whole("intent"),
                        in.maybe("from", in::commit),
                        in.maybe("to", in::release),
                        in.whole("deployment"));
            case "aborted" -> new Fact.Aborted(in.slot(), in.whole("intent"));
            case "adopted" ->
                new Fact.Adopted(
                        in.slot(), in.commit("commit"), in.maybe("release", in::release), in.whole("deployment"));
            case "gate" ->
                new Fact.Verified(
                        in.slot(), in.whole("intent"), in.text("check"), in.choice("outcome", Fact.Outcome.class), (int)
                                in.whole("attempt"));
            case "alarms" ->
                new Fact.AlarmsTried(
                        in.slot(), in.whole("intent"), in.digest("rules"), in.choice("outcome", Fact.Outcome.class));
            case "control" ->
                new Fact.Controlled(
                        in.slot(), in.whole("intent"), in.maybe("stable", in::release), in.whole("deployment"));
            case "unattributed" ->
                new Fact.Unattributed(
                        in.slot(), in.whole("intent"), in.choice("finding", Fact.Unattributed.Finding.class));
            case "canary" ->
                new Fact.CanaryStarted(
                        in.slot(), in.whole("intent"), in.whole("canary"), in.release("stable"), in.whole("baseline"));
            case "canary-judged" ->
                new Fact.CanaryJudged(
                        in.slot(),
                        in.whole("intent"),
                        Math.toIntExact(in.whole("step")),
                        in.choice("stand", Fact.CanaryJudged.Stand.class),
                        in.instant("until"),
                        in.text("judging"));
            case "settled" ->
                new Fact.Settled(in.slot(), in.release("release"), (int) in.whole("windows"), in.whole("samples"));
            case "rejected" -> new Fact.Rejected(in.slot(), in.release("release"), in.commits("suspects"));
            case "failed" -> new Fact.Failed(in.slot(), in.release("release"));
            case "withdrawn" ->
                new Fact.Withdrawn(in.slot(), in.release("release"), in.choice("cause", Fact.Withdrawn.Cause.class));
            case "rollback" ->
                new Fact.RolledBack(
                        in.slot(),
                        in.release("release"),
                        in.release("to"),
                        in.choice("blame", Fact.RolledBack.Blame.class),
                        in.commits("suspects"));
            case "hold" -> new Fact.Held(in.slot());
            case "restore" -> new Fact.RestoreAsked(in.slot());
            case "resume" -> new Fact.Resumed(in.slot());
            case "request" -> new Fact.Requested(in.slot(), in.release("release"));
            case "override" -> new Fact.Overridden(in.slot(), in.release("release"), in.text("gate"), in.person("by"));
            case "overturn" ->
                new Fact.Overturned(in.slot(), in.release("release"), in.person("by"), (int) in.whole("needed"));
            case "drift" ->
                new Fact.Drifted(
                        in.slot(),
                        in.choice("drift", Fact.Drift.class),
                        in.maybe("expected", in::commit),
                        in.maybe("found", in::commit));
            case "standby" -> new Fact.Warmed(in.slot(), in.release("release"));
            case "failover" ->
                new Fact.FailedOver(
                        in.slot(),
                        new EnvironmentName(in.text("standby")),
                        in.release("release"),
                        in.whole("deployment"),
                        in.choice("occasion", Fact.FailedOver.Occasion.class),
                        in.choice("onto", Fact.FailedOver.Onto.class));
            case "failover-measured" ->
                new Fact.TookOver(in.slot(), in.whole("failover"), in.whole("millis"), in.whole("within"));
            case "failback" ->
                new Fact.FailedBack(in.slot(), in.whole("failover"), Math.toIntExact(in.whole("percent")));
            case "repair" -> new Fact.Repaired(in.slot(), in.choice("drift", Fact.Drift.class));
            default -> throw new IllegalArgumentException("an entry of an unknown kind: " + kind);
        };
    }

    /// The word by which the ledger, the log and the docs call this kind of fact.
    static String kind(Fact fact) {
        return switch (fact) {
            case Fact.Genesis _ -> "genesis";
            case Fact.TrunkMoved _ -> "trunk";
            case Fact.TrunkAccepted _ -> "trunk-accepted";
            case Fact.PolicyChanged _ -> "policy";
            case Fact.Merged _ -> "merge";
            case Fact.Approved _ -> "approval";
            case Fact.Checked _ -> "check";
            case Fact.TrafficUsed _ -> "traffic";
            case Fact.Built _ -> "built";
            case Fact.NotBuilt _ -> "not-built";
            case Fact.Intent _ -> "intent";
            case Fact.Moved _ -> "moved";
            case Fact.Aborted _ -> "aborted";
            case Fact.Adopted _ -> "adopted";
            case Fact.Verified _ -> "gate";
            case Fact.AlarmsTried _ -> "alarms";
            case Fact.Controlled _ -> "control";
            case Fact.Unattributed _ -> "unattributed";
            case Fact.CanaryStarted _ -> "canary";
            case Fact.CanaryJudged _ -> "canary-judged";
            case Fact.Settled _ -> "settled";
            case Fact.Rejected _ -> "rejected";
            case Fact.Failed _ -> "failed";
            case Fact.Withdrawn _ -> "withdrawn";
            case Fact.RolledBack _ -> "rollback";
            case Fact.Held _ -> "hold";
            case Fact.Resumed _ -> "resume";
            case Fact.RestoreAsked _ -> "restore";
            case Fact.Requested _ -> "request";
            case Fact.Overridden _ -> "override";
            case Fact.Overturned _ -> "overturn";
            case Fact.Drifted _ -> "drift";
            case Fact.Repaired _ -> "repair";
            case Fact.Warmed _ -> "standby";
            case Fact.FailedOver _ -> "failover";
            case Fact.TookOver _ -> "failover-measured";
            case Fact.FailedBack _ -> "failback";
            case Fact.SuspectCleared _ -> "error-suspect";
            case Fact.CulpritNamed _ -> "error-culprit";
            case Fact.FixRecorded _ -> "error-fix";
        };
    }

    private static Json commit(CommitId id) {
        return new Json.Text(id.hex());
    }

    private static String words(Json json) {
        if (json instanceof Json.Text text) {
            return text.value();
        }
        throw new IllegalArgumentException("expected a text");
    }

    private static Json step(Step step) {
        return new Fields()
                .put("commit", step.commit().hex())
                .put("reverts", step.reverts())
                .json();
    }

    private static Step step(Json json) {
        Fields in = new Fields(json);
        return new Step(in.commit("commit"), in.maybe("reverts", in::commit));
    }
}
