package arelops.core.release;

import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Slot;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import arelops.core.policy.Proving;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells which jobs a decision may yet ask about; the others work for an attempt or a commit that is over.
///
/// It reads the ledger alone: what a single look did not ask about, as a port gave no answer, is still awaited.
public final class Awaited {
    private final Set<String> work = new HashSet<>();

    private Awaited() {}

    public static Awaited by(LedgerState ledger, Policy policy) {
        Awaited awaited = new Awaited();
        for (AppPolicy app : policy.apps()) {
            for (CommitId commit : unbuilt(ledger, app.name())) {
                awaited.add(new Job.Build(app.name(), commit, 1));
                policy.checks().keySet().forEach(check -> awaited.add(new Job.Check(commit, check, 1)));
            }
            policy.line().forEach(rules -> {
                Slot slot = new Slot(app.name(), rules.name());
                awaited.addAll(ledger, slot);
                awaited.addSent(ledger, slot, policy, rules);
            });
        }
        return awaited;
    }

    /// The builds that may be under way or have ended without anybody having taken notice.
    public static List<Job> builds(LedgerState ledger, AppName app) {
        return unbuilt(ledger, app).stream()
                .<Job>map(commit -> new Job.Build(app, commit, 1))
                .toList();
    }

    /// The last runs of the checks of commits that may still become a release, and of the newest
    /// checked one before: what they said tells why a commit waits, and what is new.
    public static List<Job> checked(LedgerState ledger, AppName app) {
        Map<CommitId, List<SlotState.Result>> checks = ledger.trust().checks();
        List<CommitId> unbuilt = unbuilt(ledger, app);
        return ledger.trunk().commits().reversed().stream()
                .filter(checks::containsKey)
                .limit(unbuilt.size() + 1L)
                .flatMap(commit -> lastRuns(commit, checks.getOrDefault(commit, List.of())))
                .toList();
    }

    private static Stream<Job> lastRuns(CommitId commit, List<SlotState.Result> results) {
        Map<String, Integer> runs = new TreeMap<>();
        results.forEach(result -> runs.put(result.check(), result.attempt()));
        return runs.entrySet().stream().map(run -> new Job.Check(commit, run.getKey(), run.getValue()));
    }

    /// What may still become a release: a commit that is older than one that was built was overtaken. The
    /// newest first.
    static List<CommitId> unbuilt(LedgerState ledger, AppName app) {
        return ledger.trunk().commits().reversed().stream()
                .takeWhile(commit -> ledger.builds(app).of(commit).isEmpty())
                .filter(commit -> !ledger.builds(app).notBuilt().contains(commit))
                .toList();
    }

    private void addAll(LedgerState ledger, Slot slot) {
        SlotState state = ledger.slot(slot);
        state.intent()
                .flatMap(intent -> intent.to().map(release -> new Job.Rebuild(slot, intent.token(), release, 1)))
                .ifPresent(this::add);
        state.tokens()
                .standby()
                .map(standby -> new Job.Rebuild(slot, standby.deployment(), standby.release(), 1))
                .ifPresent(this::add);
        Optional<SlotState.Attempt> attempt = state.attempt();
        attempt.flatMap(SlotState.Attempt::control)
                .filter(SlotState.Control::isOpen)
                .flatMap(control -> control.stable().map(stable -> new Job.Rebuild(slot, control.token(), stable, 1)))
                .ifPresent(this::add);
        attempt.ifPresent(one -> Stream.of(Job.Phase.values())
                .map(phase -> new Job.Acceptance(slot, one.token(), phase, 1, one.release(), one.token()))
                .forEach(this::add));
    }

    /// What is sent to a release that serves, by the rules of now; nothing beside users of another environment.
    private void addSent(LedgerState ledger, Slot slot, Policy policy, EnvironmentPolicy rules) {
        SlotState state = ledger.slot(slot);
        Optional<SlotState.Attempt> trial = state.attempt().filter(SlotState.Attempt::moved);
        if (trial.isEmpty() || Guests.of(ledger, slot).isPresent()) {
            return;
        }
        long token = trial.get().token();
        Proving.RecordedTraffic asked = rules.proving().recorded();
        Map<String, String> sent = new HashMap<>();
        asked.replay().ifPresent(_ -> sent.put(Job.LoadGate.REPLAY.check(), Job.LoadGate.REPLAY.work(slot, token)));
        asked.load().ifPresent(_ -> sent.put(Job.LoadGate.LOAD.check(), Job.LoadGate.LOAD.work(slot, token)));
        asked.difference().ifPresent(_ -> sent.put(DifferenceCheck.GATE, Job.work(Job.Difference.id(slot, token))));
        asked.alarms()
                .ifPresent(_ -> sent.put(
                        AlarmCheck.GATE, Job.work(Job.Alarms.id(slot, token, AlarmCheck.rules(policy, rules)))));
        sent.forEach((gate, job) -> {
            if (!Overrides.isSkipped(
                    state, slot.environment(), policy.team(), trial.get().release(), gate)) {
                work.add(job);
            }
        });
    }

    private void add(Job job) {
        work.add(job.work());
    }

    /// Those of these jobs, by id, that nobody waits for any more.
    public Set<String> notAmong(Collection<String> ids) {
        return ids.stream().filter(id -> !work.contains(Job.work(id))).collect(Collectors.toUnmodifiableSet());
    }
}
