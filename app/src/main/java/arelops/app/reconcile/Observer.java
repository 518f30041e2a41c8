package arelops.app.reconcile;

import arelops.app.change.Changes;
import arelops.app.config.PolicyFile;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Way;
import arelops.app.git.RefsSeen;
import arelops.app.git.TrunkCommit;
import arelops.app.ledger.LedgerView;
import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.Failover;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.Startable;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import arelops.core.policy.PolicyChange;
import arelops.core.release.AlertsSeen;
import arelops.core.release.InForce;
import arelops.core.release.Rules;
import arelops.core.release.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks every port what is there now. Remembers nothing that it could not ask again.
final class Observer {
    private static final int SEARCHED = 50;
    /// So many windows say what is usual.
    private static final int LATELY = 30;

    private final Ports ports;
    private final Config config;
    private final TrunkReader trunk;
    private final TargetReader targets;
    private final WindowReader windows;
    private final AlertReader alerts;
    private final QueryReader queries;
    private final Authors authors;

    Observer(Ports ports, Config config, String branch, Authors authors) {
        this.ports = ports;
        this.config = config;
        this.trunk = new TrunkReader(ports.git(), branch);
        this.targets = new TargetReader(ports.target());
        this.windows = new WindowReader(ports.target());
        this.alerts = new AlertReader(ports.alerts());
        this.queries = new QueryReader(ports.queries());
        this.authors = authors;
    }

    Observed observe(Instant now) {
        RefsSeen refs = ports.git().fetch();
        LedgerView ledger = ports.ledger().read(refs);
        Observed.Trunks trunks = trunks(refs, ledger, now);
        Rules rules = rules(refs, trunks);
        if (tagsDiffer(refs, ledger, rules.policy())) {
            refs = ports.git().fetch();
            ledger = ports.ledger().read(refs);
            trunks = trunks(refs, ledger, now);
        }
        Map<Slot, Seen> slots = new HashMap<>();
        Map<Slot, Observation> seen = new HashMap<>();
        Changes changes = ports.changes().at(refs);
        for (Slot slot : Stream.concat(slots(rules.policy()).stream(), TestReader.slots(changes))
                .toList()) {
            Reply<Observation> reply = targets.observe(slot);
            if (reply instanceof Reply.Known<Observation> known) {
                seen.put(slot, known.value());
            }
            slots.put(slot, slot(slot, refs, ledger, rules.policy(), reply, now));
        }
        return new Observed(refs, new Observed.Books(ledger, changes), rules, trunks, slots, seen);
    }

    /// A tag that seems to differ is looked at twice: a push may be seen between two refs.
    private static boolean tagsDiffer(RefsSeen refs, LedgerView ledger, Policy policy) {
        return slots(policy).stream()
                .anyMatch(slot -> !refs.tag(policy.tagName(slot.app(), slot.environment()))
                        .equals(ledger.state().slot(slot).tag()));
    }

    static List<Slot> slots(Policy policy) {
        List<Slot> slots = new ArrayList<>();
        for (AppPolicy app : policy.apps()) {
            for (EnvironmentPolicy environment : policy.line()) {
                slots.add(new Slot(app.name(), environment.name()));
            }
        }
        return slots;
    }

    /// The rules of the newest trusted commit; a head that cannot be read stops the line,
    /// trusted or not.
    private Rules rules(RefsSeen refs, Observed.Trunks trunks) {
        List<CommitId> newestFirst = refs.trunk().stream()
                .flatMap(tip -> valid(tip).isPresent()
                        ? Stream.of(tip)
                        : ports.git().trunk(tip, SEARCHED).reversed().stream().map(TrunkCommit::id))
                .toList();
        Rules atHead = config.rules(newestFirst);
        return trunks.inForce()
                .flatMap(this::valid)
                .map(policy -> new Rules(policy, policy.digest(), atHead.broken()))
                .orElse(atHead);
    }

    /// What becomes looser by these rules than it was by those that the ledger saw in force
    /// last, as sentences.
    List<String> looser(LedgerView ledger, Policy now) {
        return ledger.state()
                .trust()
                .policy()
                .flatMap(before -> valid(before.commit()))
                .map(before -> PolicyChange.looser(PolicyChange.between(before, now)))
                .orElse(List.of());
    }

    private Optional<Policy> valid(CommitId commit) {
        return ports.git().has(commit) && config.at(commit) instanceof PolicyFile.Valid valid
                ? Optional.of(valid.policy())
                : Optional.empty();
    }

    private Seen slot(
            Slot slot, RefsSeen refs, LedgerView ledger, Policy policy, Reply<Observation> reply, Instant now) {
        Seen.Tag tag = refs.tag(policy.tagName(slot.app(), slot.environment()))
                .<Seen.Tag>map(Seen.Tag.At::new)
                .orElseGet(Seen.Tag.Absent::new);
        SlotState state = ledger.state().slot(slot);
        boolean onTrial = state.attempt().filter(SlotState.Attempt::moved).isPresent();
        List<Seen.Window> observed = onTrial
                ? state.serving()
                        .flatMap(serving -> serving.release()
                                .map(release -> windows.of(
                                        slot, TargetReader.name(release, serving.deployment()), serving.since(), now)))
                        .orElse(List.of())
                : List.of();
        return new Seen(
                tag,
                TargetReader.translate(reply),
                new Seen.Measured(
                        observed,
                        pairs(slot, state, now),
                        arms(slot, state, policy, now),
                        back(slot, state, now),
                        alerts(slot, onTrial || isTried(state), policy, now)),
                missing(state));
    }

    private static boolean isTried(SlotState state) {
        return state.attempt().flatMap(SlotState.Attempt::canary).isPresent();
    }

    private Map<String, AlertsSeen> alerts(Slot slot, boolean onTrial, Policy policy, Instant now) {
        if (onTrial) {
            return alerts.of(slot, policy, now);
        }
        alerts.forget(slot);
        return Map.of();
    }

    /// What may be deployed and the store does not have.
    private Set<Digest> missing(SlotState state) {
        return Startable.of(state).stream()
                .map(one -> one.release().artifact())
                .filter(artifact -> !ports.store().contains(artifact))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What the release on trial and stable gave since a control of the soak began; without one, since the release
    /// serves, where a baseline remained.
    private List<Seen.Pair> pairs(Slot slot, SlotState state, Instant now) {
        Optional<SlotState.Control> control =
                state.attempt().flatMap(SlotState.Attempt::control).filter(SlotState.Control::isOpen);
        Optional<DeploymentId> trial = state.serving()
                .flatMap(serving -> serving.release().map(release -> TargetReader.name(release, serving.deployment())));
        if (trial.isEmpty()) {
            return List.of();
        }
        if (control.isEmpty()) {
            return state.attempt()
                    .flatMap(SlotState.Attempt::remaining)
                    .map(one -> windows.beside(
                            slot,
                            trial.get(),
                            TargetReader.name(one.stable(), one.deployment()),
                            state.serving().orElseThrow().since(),
                            now))
                    .orElse(List.of());
        }
        return windows.pairs(
                slot,
                trial.get(),
                new WindowReader.Other(
                        control.get()
                                .stable()
                                .map(stable ->
                                        TargetReader.name(stable, control.get().deployment())),
                        Way.BASELINE),
                control.get().since(),
                now);
    }

    /// What users got who are back, and those who are still elsewhere, since their share is what it is.
    private List<Seen.Pair> back(Slot slot, SlotState state, Instant now) {
        Optional<Failover> failover = state.failover().filter(Failover::isGoingBack);
        Optional<DeploymentId> own = state.serving()
                .flatMap(serving -> serving.release().map(release -> TargetReader.name(release, serving.deployment())));
        if (failover.isEmpty() || own.isEmpty()) {
            return List.of();
        }
        Failover.To to = failover.get().to();
        return windows.pairs(
                slot,
                own.get(),
                new WindowReader.Other(Optional.of(TargetReader.name(to.release(), to.deployment())), Way.ELSEWHERE),
                failover.get().back().map(Failover.Back::since).orElse(now),
                now);
    }

    /// What a canary and its baseline gave since it began; until something is recorded of it, also what stable gave
    /// just
    /// before.
    private List<Seen.ArmsWindow> arms(Slot slot, SlotState state, Policy policy, Instant now) {
        Optional<CanaryRun> run = state.attempt().flatMap(SlotState.Attempt::canary);
        if (run.isEmpty()) {
            queries.forget(slot);
            return lately(slot, state, now.minus(policy.window().multipliedBy(LATELY)), now);
        }
        CanaryRun canary = run.get();
        Release candidate = state.attempt().orElseThrow().release();
        WindowReader.Arms arms = new WindowReader.Arms(
                TargetReader.name(candidate, canary.arms().canary()),
                TargetReader.name(canary.arms().stable(), canary.arms().baseline()),
                canary.hasOwnBaseline() ? Way.BASELINE : Way.STABLE);
        List<Seen.ArmsWindow> told = queries.told(
                slot,
                QueryReader.Arms.of(slot, canary, candidate),
                policy,
                windows.arms(slot, arms, canary.since(), now),
                canary.judged().until(),
                now);
        if (!canary.judged().text().isEmpty()) {
            return told;
        }
        Instant since = canary.since().minus(policy.window().multipliedBy(LATELY));
        return Stream.concat(
                        lately(slot, state, since, now).stream().filter(one -> !one.endsAfter(canary.since())),
                        told.stream())
                .toList();
    }

    private List<Seen.ArmsWindow> lately(Slot slot, SlotState state, Instant since, Instant now) {
        return state.serving()
                .flatMap(serving -> serving.release().map(release -> TargetReader.name(release, serving.deployment())))
                .map(stable -> windows.arms(slot, WindowReader.Arms.none(stable), since, now))
                .orElse(List.of());
    }

    private Observed.Trunks trunks(RefsSeen refs, LedgerView ledger, Instant now) {
        var seen = trunk.read(refs, ledger.state().trunk());
        Map<CommitId, TrunkCommit> commits = trunk.commits();
        Map<CommitId, Set<PersonName>> wrote = new HashMap<>();
        commits.forEach((id, commit) -> wrote.put(id, authors.of(commit)));
        return new Observed.Trunks(
                seen,
                commits,
                wrote,
                InForce.looser(ledger.state(), this::valid),
                InForce.commit(ledger.state(), this::valid, wrote, now));
    }
}
