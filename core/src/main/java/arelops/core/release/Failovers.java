package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Failover;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// Answers who sends PRODUCTION's users to PASSIVE, and lets them come back (PAS-3).
record Failovers(LineSnapshot snapshot) {
    private static final String PRODUCTION = EnvironmentName.PRODUCTION.upper();
    private static final String PASSIVE = EnvironmentName.PASSIVE.upper();

    private Slot users() {
        return new Slot(snapshot.app(), EnvironmentName.PRODUCTION);
    }

    private Slot standby() {
        return new Slot(snapshot.app(), EnvironmentName.PASSIVE);
    }

    private SlotState state(Slot slot) {
        return snapshot.ledger().slot(slot);
    }

    Answer answer(Command.FailOver c) {
        Optional<Answer.Refused> refused = impossible(c);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (!(snapshot.seen(EnvironmentName.PASSIVE).target() instanceof Seen.Target.Running passive)) {
            return Commands.refused("nothing tells what " + PASSIVE + " runs", "try again when it answers");
        }
        Release tagged = state(users()).release().orElseThrow();
        Optional<Release> to = c.onto().isEmpty()
                ? Optional.of(tagged)
                : snapshot.ledger().builds(snapshot.app()).of(c.onto().get());
        OptionalLong deployment = to.map(release -> Standby.deployment(state(standby()), passive, release))
                .orElse(OptionalLong.empty());
        boolean up = deployment.isPresent()
                && passive.deployment(deployment.getAsLong())
                        .filter(found -> found.health() instanceof Seen.Health.Up)
                        .isPresent();
        if (!up) {
            return Commands.refused(
                    PASSIVE + " has no "
                            + c.onto()
                                    .map(CommitId::brief)
                                    .orElse(tagged.commit().brief())
                            + " that could serve users (" + PRODUCTION + "'s tag names "
                            + tagged.commit().brief() + ")",
                    nearest(passive, tagged));
        }
        Release release = to.orElseThrow();
        Optional<Answer.Refused> barred = release.equals(tagged)
                ? Optional.empty()
                : new Barriers(snapshot, EnvironmentName.PASSIVE).before(release);
        return barred.or(() -> already(release, deployment.getAsLong()))
                .<Answer>map(no -> no)
                .orElseGet(() -> sent(c, release, deployment.getAsLong()));
    }

    private Optional<Answer.Refused> already(Release release, long deployment) {
        return there(release, deployment)
                .flatMap(failover -> refused(
                        "the users are served by " + PASSIVE + " on "
                                + failover.to().release().commit().brief() + " already",
                        "to let them come back: arelops failback"));
    }

    /// Whether users are there already, and none on their way back.
    private Optional<Failover> there(Release release, long deployment) {
        return state(users())
                .failover()
                .filter(failover -> !failover.isGoingBack()
                        && failover.to().equals(new Failover.To(EnvironmentName.PASSIVE, release, deployment)));
    }

    private Optional<Answer.Refused> impossible(Command.FailOver c) {
        var line = snapshot.rules().policy();
        if (line.environment(EnvironmentName.PASSIVE).isEmpty()) {
            return refused(
                    "there is no " + PASSIVE + " on the line, so there is nothing to fail over to",
                    "to take a release back: arelops rollback production");
        }
        if (line.environment(EnvironmentName.PRODUCTION).orElseThrow().mode() == Mode.OBSERVE) {
            return refused(PRODUCTION + " only observes, and its router is not touched", "write mode: run for it");
        }
        if (state(users()).release().isEmpty()) {
            return refused(PRODUCTION + " runs no release of ours", "nothing could serve its users elsewhere");
        }
        return c.occasion() == Fact.FailedOver.Occasion.DRILL ? noDrill() : Optional.empty();
    }

    /// A drill sends users back by itself: where that cannot be, it is none.
    private Optional<Answer.Refused> noDrill() {
        if (state(users()).failover().isPresent()) {
            return refused(
                    "the users are served by " + PASSIVE + ", so this is no time for a drill", "arelops failback");
        }
        Optional<String> down =
                snapshot.seen(EnvironmentName.PRODUCTION).target() instanceof Seen.Target.Running production
                        ? Away.down(state(users()), production, PRODUCTION)
                        : Optional.of("nothing tells what " + PRODUCTION + " runs");
        return down.flatMap(because -> refused(
                because + "; a drill could not send the users back", "where they need it: arelops failover -m REASON"));
    }

    private static Optional<Answer.Refused> refused(String because, String mend) {
        return Optional.of(new Answer.Refused(Answer.Reason.RULE, because, mend));
    }

    /// What could be done instead.
    private String nearest(Seen.Target.Running passive, Release tagged) {
        TreeSet<String> up = new TreeSet<>();
        passive.deployments().values().stream()
                .filter(found -> found.health() instanceof Seen.Health.Up)
                .map(Seen.Deployment::release)
                .filter(release -> !release.equals(tagged))
                .filter(release ->
                        Standby.deployment(state(standby()), passive, release).isPresent())
                .forEach(release -> up.add(release.commit().brief()));
        if (up.isEmpty()) {
            return "nothing is up in " + PASSIVE + "; see arelops why passive";
        }
        return PASSIVE + " runs " + String.join(", ", up) + "; to send users onto it, which is an act of its own: "
                + "arelops failover --onto " + up.first() + " -m REASON";
    }

    /// What is on its way in gives way first; a move of PRODUCTION that is open begins anew.
    private Answer sent(Command.FailOver c, Release to, long deployment) {
        List<Fact> facts = new ArrayList<>();
        for (Slot slot : List.of(standby(), users())) {
            state(slot)
                    .attempt()
                    .filter(attempt -> !attempt.moved())
                    .ifPresent(attempt ->
                            facts.add(new Fact.Withdrawn(slot, attempt.release(), Fact.Withdrawn.Cause.FAILOVER)));
        }
        boolean tagged = state(users()).release().equals(Optional.of(to));
        facts.add(new Fact.FailedOver(
                users(),
                EnvironmentName.PASSIVE,
                to,
                deployment,
                c.occasion(),
                tagged ? Fact.FailedOver.Onto.TAGGED : Fact.FailedOver.Onto.NAMED));
        return new Answer.Accepted(
                facts,
                "all users are sent to " + PASSIVE + " on " + to.commit().brief()
                        + (tagged ? "" : ", which " + PRODUCTION + "'s tag does not name") + "; " + PASSIVE + " and "
                        + PRODUCTION + " are held");
    }

    Answer answer(Command.FailBack c) {
        Optional<Failover> failover = state(users()).failover();
        if (failover.isEmpty()) {
            return Commands.refused(PRODUCTION + " serves its users itself", "nothing to go back from");
        }
        if (!(snapshot.seen(EnvironmentName.PRODUCTION).target() instanceof Seen.Target.Running production)) {
            return Commands.refused("nothing tells what " + PRODUCTION + " runs", "try again when it answers");
        }
        Optional<String> down = Away.down(state(users()), production, PRODUCTION);
        if (down.isPresent()) {
            return Commands.refused(
                    down.get() + ", so users cannot come back", "mend it, or arelops rollback production");
        }
        if (failover.get().isGoingBack() && !c.now()) {
            return new Answer.Accepted(
                    List.of(), failover.get().share() + " % of the users are back, and more are coming");
        }
        int share = c.now()
                ? Fact.FailedBack.ALL
                : snapshot.rules()
                        .policy()
                        .environment(EnvironmentName.PRODUCTION)
                        .orElseThrow()
                        .failover()
                        .after(0);
        return Commands.accepted(
                new Fact.FailedBack(users(), failover.get().token(), share),
                (share == Fact.FailedBack.ALL ? "all users" : share + " % of the users") + " come back to "
                        + PRODUCTION);
    }
}
