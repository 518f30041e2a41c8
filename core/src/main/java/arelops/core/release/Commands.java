package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.Standing;
import arelops.core.evidence.Trust;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what a person's command records, or why it is refused.
public final class Commands {
    private final LineSnapshot snapshot;
    private final PersonName person;
    private final Role role;

    public Commands(LineSnapshot snapshot, PersonName person, Role role) {
        this.snapshot = snapshot;
        this.person = person;
        this.role = role;
    }

    public Answer answer(Command command) {
        if (snapshot.ledger().seq() == 0) {
            return refused("the ledger has not begun yet", "try again when trunk was seen");
        }
        return switch (command) {
            case Command.Approve c -> approve(c);
            case Command.AcceptTrunk _ -> acceptTrunk();
            case Command.Promote c -> inSlot(c.to(), () -> new Promotions(snapshot, person).answer(c));
            case Command.Hold c -> inSlot(c.environment(), () -> hold(c));
            case Command.Resume c -> inSlot(c.environment(), () -> resume(c));
            case Command.Rollback c -> inSlot(c.environment(), () -> rollback(c));
            case Command.Withdraw c -> inSlot(c.environment(), () -> withdraw(c));
            case Command.Overturn c -> inSlot(c.environment(), () -> overturn(c));
            case Command.Adopt c -> inSlot(c.environment(), () -> adopt(c));
            case Command.Repair c -> inSlot(c.environment(), () -> repair(c));
            case Command.FailOver c -> inSlot(EnvironmentName.PRODUCTION, () -> new Failovers(snapshot).answer(c));
            case Command.FailBack c -> inSlot(EnvironmentName.PRODUCTION, () -> new Failovers(snapshot).answer(c));
            case Command.ClearError c -> clear(c);
        };
    }

    private interface Inner {
        Answer get();
    }

    /// Checks role and environment, which all commands on a slot need.
    private Answer inSlot(EnvironmentName environment, Inner inner) {
        if (!role.mayOperate()) {
            return notAllowed("an operator or admin");
        }
        if (snapshot.rules().policy().environment(environment).isEmpty()) {
            return input(
                    "there is no environment " + environment + " on the line",
                    "one of "
                            + snapshot.rules().policy().line().stream()
                                    .map(rules -> rules.name().text())
                                    .toList());
        }
        return inner.get();
    }

    private Answer notAllowed(String who) {
        return new Answer.Refused(
                Answer.Reason.ROLE,
                person + " may not do this as " + role.name().toLowerCase(java.util.Locale.ROOT),
                "ask " + who);
    }

    static Answer input(String because, String mend) {
        return new Answer.Refused(Answer.Reason.INPUT, because, mend);
    }

    static Answer refused(String because, String mend) {
        return new Answer.Refused(Answer.Reason.RULE, because, mend);
    }

    static Answer accepted(Fact fact, String sentence) {
        return new Answer.Accepted(List.of(fact), sentence);
    }

    private Slot slot(EnvironmentName environment) {
        return new Slot(snapshot.app(), environment);
    }

    private SlotState state(EnvironmentName environment) {
        return snapshot.ledger().slot(slot(environment));
    }

    private Optional<Release> releaseOf(CommitId commit) {
        return snapshot.ledger().builds(snapshot.app()).of(commit);
    }

    private Answer approve(Command.Approve c) {
        if (!role.mayApprove()) {
            return notAllowed("a reviewer, operator or admin");
        }
        if (snapshot.ledger().trunk().position(c.commit()).isEmpty()) {
            return input(c.commit().brief() + " is not on trunk", "see arelops log");
        }
        Trust trust = snapshot.ledger().trust();
        boolean asAdmin = role == Role.ADMIN && c.environment().isEmpty();
        var approved = c.environment()
                .map(environment -> trust.approvers(c.commit(), environment))
                .orElseGet(() -> asAdmin ? trust.admins(c.commit()) : trust.approvers(c.commit()));
        if (approved.contains(person)) {
            return new Answer.Accepted(
                    List.of(), person + " approved " + c.commit().brief() + " before");
        }
        if (c.environment().isEmpty() && snapshot.authors(c.commit()).contains(person) && !mayApproveOwn(c.commit())) {
            return refused(
                    person + " wrote " + c.commit().brief() + ", and nobody approves their own work",
                    "somebody else: arelops approve " + c.commit().brief());
        }
        return accepted(
                new Fact.Approved(
                        c.commit(),
                        c.environment(),
                        person,
                        asAdmin ? Fact.Approved.Authority.ADMIN : Fact.Approved.Authority.USUAL),
                person + " approved " + c.commit().brief()
                        + c.environment()
                                .map(environment -> " for " + environment.upper())
                                .orElse(""));
    }

    /// The admin of a small team, where rules become looser; it does not count as one of the others' approvals.
    private boolean mayApproveOwn(CommitId commit) {
        return role == Role.ADMIN
                && snapshot.rules().policy().team().adminMayBeAuthor()
                && !snapshot.looser(commit).isEmpty();
    }

    private Answer acceptTrunk() {
        if (role != Role.ADMIN) {
            return notAllowed("an admin");
        }
        return switch (snapshot.world().trunk()) {
            case TrunkSeen.Rewritten rewritten ->
                accepted(
                        new Fact.TrunkAccepted(rewritten.kept(), rewritten.since()),
                        "trunk is accepted as it is now, at " + rewritten.tip().brief()
                                + "; what runs is not on it, so each environment needs one arelops promote SHA --to ENV");
            case TrunkSeen.At _ -> refused("trunk was not rewritten", "nothing to accept");
            case TrunkSeen.Absent absent -> refused("there is no branch " + absent.branch(), "push it first");
            case TrunkSeen.Unknown unknown -> refused("trunk cannot be read: " + unknown.because(), "try again later");
        };
    }

    private Answer hold(Command.Hold c) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Held(slot(c.environment())));
        if (c.now()) {
            state(c.environment())
                    .attempt()
                    .ifPresent(attempt -> facts.add(
                            new Fact.Withdrawn(slot(c.environment()), attempt.release(), Fact.Withdrawn.Cause.HELD)));
        }
        return new Answer.Accepted(facts, c.environment().upper() + " is held");
    }

    private Answer resume(Command.Resume c) {
        if (state(c.environment()).guard().hold().isEmpty()) {
            return new Answer.Accepted(List.of(), c.environment().upper() + " was not held");
        }
        return accepted(new Fact.Resumed(slot(c.environment())), c.environment().upper() + " goes on");
    }

    private Answer rollback(Command.Rollback c) {
        SlotState state = state(c.environment());
        Optional<Release> serving = state.release();
        if (serving.isEmpty()) {
            return refused(c.environment().upper() + " runs no release of ours", "nothing to take back");
        }
        Optional<Release> to = c.to().isPresent()
                ? c.to().flatMap(this::releaseOf).filter(state.standing()::isSettled)
                : state.standing().settledBesides(serving.get());
        if (to.isEmpty() || to.get().equals(serving.get())) {
            return refused(
                    c.to().map(commit -> commit.brief() + " never settled in "
                                    + c.environment().upper() + ", or serves already")
                            .orElse("nothing settled in " + c.environment().upper() + " before "
                                    + serving.get().commit().brief()),
                    "see arelops log " + c.environment());
        }
        List<Fact> facts = new ArrayList<>(openMoveGivenUp(c.environment(), state));
        facts.add(new Fact.RolledBack(
                slot(c.environment()),
                serving.get(),
                to.get(),
                c.notItsFault() ? Fact.RolledBack.Blame.NOT_ITS_FAULT : Fact.RolledBack.Blame.RELEASE,
                Ending.suspects(state, serving.get(), snapshot.ledger().trunk())));
        return new Answer.Accepted(
                facts,
                c.environment().upper() + " " + serving.get().commit().brief() + " → "
                        + to.get().commit().brief());
    }

    /// An attempt ends before its place is given to something else, also one that serves.
    private List<Fact> attemptGivenUp(EnvironmentName environment, SlotState state) {
        return state.attempt()
                .<List<Fact>>map(attempt ->
                        List.of(new Fact.Withdrawn(slot(environment), attempt.release(), Fact.Withdrawn.Cause.HELD)))
                .orElseGet(() -> openMoveGivenUp(environment, state));
    }

    private List<Fact> openMoveGivenUp(EnvironmentName environment, SlotState state) {
        if (state.attempt().filter(attempt -> !attempt.moved()).isPresent()) {
            return List.of(
                    new Fact.Withdrawn(slot(environment), state.attempt().get().release(), Fact.Withdrawn.Cause.HELD));
        }
        return state.intent()
                .<List<Fact>>map(intent -> List.of(new Fact.Aborted(slot(environment), intent.token())))
                .orElse(List.of());
    }

    private Answer withdraw(Command.Withdraw c) {
        Optional<SlotState.Attempt> attempt = state(c.environment()).attempt();
        return attempt.map(one -> accepted(
                        new Fact.Withdrawn(slot(c.environment()), one.release(), Fact.Withdrawn.Cause.PERSON),
                        one.release().commit().brief() + " is withdrawn from "
                                + c.environment().upper()))
                .orElseGet(() -> refused(
                        "no release is on its way into " + c.environment().upper(),
                        "to take back what runs: arelops rollback " + c.environment()));
    }

    private Answer overturn(Command.Overturn c) {
        Standing standing = state(c.environment()).standing();
        Optional<Release> release = releaseOf(c.commit());
        Optional<Standing.Bar> bar = release.flatMap(standing::bar);
        if (bar.isEmpty()) {
            return refused(
                    c.commit().brief() + " is not rejected in "
                            + c.environment().upper(),
                    "nothing to overturn");
        }
        int needed = Overrides.secondPerson(snapshot.rules().policy().team());
        if (bar.get().overturnedBy().contains(person)
                && bar.get().overturnedBy().size() < needed) {
            return refused(
                    person + " overturned it already; " + needed + " people are needed",
                    "somebody else: arelops overturn " + c.commit().brief() + " " + c.environment());
        }
        int people = bar.get().overturnedBy().size() + 1;
        return new Answer.Accepted(
                List.of(new Fact.Overturned(slot(c.environment()), release.get(), person, needed)),
                people >= needed
                        ? "the rejection of " + c.commit().brief() + " is overturned; it starts "
                                + c.environment().upper() + " from the beginning"
                        : people + " of " + needed + " people find that the cause lay outside "
                                + c.commit().brief(),
                Math.max(0, needed - people));
    }

    private Answer adopt(Command.Adopt c) {
        SlotState state = state(c.environment());
        if (!(snapshot.seen(c.environment()).target() instanceof Seen.Target.Running running)) {
            return refused("nothing tells what " + c.environment().upper() + " runs", "try again when it answers");
        }
        Optional<Seen.Deployment> runs = running.serving();
        if (runs.isPresent() && !runs.get().release().commit().equals(c.commit())) {
            return refused(
                    c.environment().upper() + " runs "
                            + runs.get().release().commit().brief() + ", not "
                            + c.commit().brief(),
                    "arelops adopt " + c.environment() + " "
                            + runs.get().release().commit().brief());
        }
        if (releaseOf(c.commit()).flatMap(state.standing()::bar).isPresent()) {
            return refused(
                    c.commit().brief() + " was rejected in " + c.environment().upper(),
                    "arelops repair " + c.environment() + ", or, if the cause lay outside it: arelops overturn "
                            + c.commit().brief() + " " + c.environment());
        }
        List<Fact> facts = new ArrayList<>(attemptGivenUp(c.environment(), state));
        Optional<Release> release = releaseOf(c.commit()).filter(_ -> runs.isPresent());
        facts.add(new Fact.Adopted(
                slot(c.environment()),
                c.commit(),
                release,
                runs.map(Seen.Deployment::token).orElse(0L)));
        return new Answer.Accepted(
                facts, c.environment().upper() + " runs " + c.commit().brief() + ", adopted");
    }

    private Answer repair(Command.Repair c) {
        SlotState state = state(c.environment());
        if (!state.guard().drifted()) {
            return new Answer.Accepted(List.of(), c.environment().upper() + " has not drifted");
        }
        List<Fact> facts = new ArrayList<>(openMoveGivenUp(c.environment(), state));
        facts.add(new Fact.RestoreAsked(slot(c.environment())));
        return new Answer.Accepted(facts, c.environment().upper() + " is put back to what the ledger says");
    }

    private Answer clear(Command.ClearError c) {
        return role.mayOperate() ? new Clearings(snapshot).answer(c) : notAllowed("an operator or admin");
    }
}
