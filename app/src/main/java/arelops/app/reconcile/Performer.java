package arelops.app.reconcile;

import arelops.app.deploy.Answer;
import arelops.app.deploy.Route;
import arelops.app.git.ObjectId;
import arelops.app.git.PushAnswer;
import arelops.app.git.RefChange;
import arelops.app.ledger.Appended;
import arelops.app.ledger.LedgerView;
import arelops.app.ledger.Rebase;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Note;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import arelops.core.release.Action;
import arelops.core.release.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Performs one action, and reports what came of it. Takes no decision.
final class Performer {
    private final Ports ports;
    private final Settings settings;
    private final Deployments deployments;
    private final JobStarter jobs;
    private final ReleaseTags releaseTags;

    Performer(Ports ports, Settings settings, Config config, JobStarter jobs) {
        this.ports = ports;
        this.settings = settings;
        this.deployments = new Deployments(ports, settings, config);
        this.jobs = jobs;
        this.releaseTags = new ReleaseTags(ports.git());
    }

    /// Performs what the target is to do; empty for any other action.
    Optional<Outcome> onTarget(Action action, Observed observed) {
        return switch (action) {
            case Action.Deploy deploy -> Optional.of(answered(deployments.start(deploy, observed)));
            case Action.Switch change -> Optional.of(answered(deployments.route(change, observed)));
            case Action.Stop stop -> Optional.of(answered(deployments.stop(stop, observed)));
            case Action.Divide divide -> Optional.of(answered(deployments.divide(divide, observed)));
            case Action.Try trying -> Optional.of(answered(deployments.share(trying, observed)));
            case Action.Redirect redirect -> Optional.of(answered(deployments.redirect(redirect)));
            case Action.Measure measure -> Optional.of(answered(deployments.measure(measure, observed)));
            case Action.Append _, Action.Run _, Action.Move _, Action.FinishMove _, Action.RepairTag _ ->
                Optional.empty();
        };
    }

    Outcome perform(Decision.Act act, Observed observed, Instant now) {
        return switch (act.action()) {
            case Action.Append append -> append(observed, act, append.fact(), List.of(), Rebase.never(), now);
            case Action.Move move -> move(observed, act, move, now);
            case Action.FinishMove finish -> push(change(observed, finish.tag()));
            case Action.RepairTag repair ->
                append(observed, act, repair.fact(), List.of(change(observed, repair.tag())), Rebase.never(), now);
            case Action.Run run -> jobs.start(run.job(), observed);
            case Action.Deploy _,
                    Action.Switch _,
                    Action.Divide _,
                    Action.Try _,
                    Action.Redirect _,
                    Action.Measure _,
                    Action.Stop _ -> onTarget(act.action(), observed).orElseThrow();
        };
    }

    static Outcome answered(Answer answer) {
        return switch (answer) {
            case Answer.Done _ -> new Outcome.Done(Optional.empty());
            case Answer.Fenced fenced ->
                new Outcome.Stale("another controller acts here: the target saw token "
                        + fenced.highest().value());
            case Answer.Refused refused -> new Outcome.Refused(refused.because());
            case Answer.Unknown unknown -> new Outcome.Stale(unknown.because());
        };
    }

    /// A completion may be put on top of what others recorded meanwhile, if its intent is still the
    /// slot's open one and the tag still stands where it stood (the push itself compares the tag).
    private Outcome move(Observed observed, Decision.Act act, Action.Move move, Instant now) {
        Policy policy = observed.rules().policy();
        List<RefChange> tags = new ArrayList<>();
        if (!move.tag().from().equals(move.tag().to())) {
            tags.add(change(observed, move.tag()));
        }
        Slot slot = move.fact().slot();
        move.admits()
                .flatMap(release -> releaseTags.creation(
                        policy.releaseTagName(slot.app(), release.number()), release, observed.refs(), now))
                .ifPresent(tags::add);
        Optional<CommitId> from = move.fact().from();
        Rebase rebase = state -> {
            SlotState there = state.slot(slot);
            return there.intent()
                            .filter(open -> open.token() == move.fact().intent())
                            .isPresent()
                    && there.tag().equals(from);
        };
        return append(observed, act, move.fact(), tags, rebase, now);
    }

    /// The expected old value is what the ref itself names: an annotated tag, made by hand, is
    /// not its commit.
    private static RefChange change(Observed observed, Action.TagChange tag) {
        String name =
                observed.rules().policy().tagName(tag.slot().app(), tag.slot().environment());
        String ref = "refs/tags/" + name;
        Optional<ObjectId> from = observed.refs().tag(name).equals(tag.from())
                ? observed.refs().ref(ref)
                : tag.from().map(ObjectId::of);
        return new RefChange(ref, from, tag.to().map(ObjectId::of));
    }

    private Outcome append(
            Observed observed, Decision.Act act, Fact fact, List<RefChange> tags, Rebase rebase, Instant now) {
        Note note = new Note(
                fact,
                new Actor.Automation(settings.controller()),
                act.because(),
                Optional.of(observed.rules().digest()),
                Evidences.of(act, observed, settings.isolation()));
        List<RefChange> all = new ArrayList<>(tags);
        CanaryTag.change(observed, fact).ifPresent(all::add);
        return recorded(ports.ledger().append(observed.ledger(), List.of(note), all, rebase, now));
    }

    static Outcome recorded(Appended appended) {
        return switch (appended) {
            case Appended.Recorded done -> new Outcome.Done(Optional.of(done.view()));
            case Appended.Superseded _ -> new Outcome.Stale("somebody else recorded something first");
            case Appended.TagStale stale ->
                new Outcome.Stale(stale.ref() + " is not where it was expected, but at "
                        + stale.actual().map(ObjectId::hex).orElse("nothing"));
            case Appended.Refused refused ->
                new Outcome.Refused("the git server refuses " + refused.ref() + ": " + refused.reason());
            case Appended.Unanswered unanswered -> new Outcome.Stale(unanswered.because());
        };
    }

    private Outcome push(RefChange change) {
        return switch (ports.git().push(List.of(change))) {
            case PushAnswer.Done _ -> new Outcome.Done(Optional.empty());
            case PushAnswer.Stale stale -> new Outcome.Stale(stale.ref() + " was moved meanwhile");
            case PushAnswer.Refused refused ->
                new Outcome.Refused("the git server refuses " + refused.ref() + ": " + refused.reason());
            case PushAnswer.Unanswered unanswered -> new Outcome.Stale(unanswered.because());
        };
    }

    /// Records what a person's command comes to, on top of `ledger`.
    Appended record(LedgerView ledger, List<Note> notes, Instant now) {
        return ports.ledger().append(ledger, notes, List.of(), Rebase.never(), now);
    }

    /// The same; what takes a canary out takes its tag with it.
    Appended record(Observed observed, List<Note> notes, Instant now) {
        List<RefChange> tags = notes.stream()
                .map(Note::fact)
                .filter(Fact.Withdrawn.class::isInstance)
                .flatMap(fact -> CanaryTag.change(observed, fact).stream())
                .toList();
        return ports.ledger().append(observed.ledger(), notes, tags, Rebase.never(), now);
    }

    /// The release whose processes a deployment holds, for the folder that it needs.
    static String folder(Slot slot, Release release, long token) {
        return slot.app() + "-" + slot.environment() + "-r" + release.number() + "-t" + token;
    }

    /// The route that a switch asks for.
    static Route route(Action.Switch change, Optional<Release> release) {
        return release.<Route>map(to -> Route.Serving.all(
                        TargetReader.name(to, change.deployment().orElseThrow())))
                .orElseGet(() -> new Route.Closed(change.because()));
    }
}
