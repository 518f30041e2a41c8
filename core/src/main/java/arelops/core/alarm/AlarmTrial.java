package arelops.core.alarm;

import arelops.core.policy.AlarmPolicy;
import arelops.core.policy.Watch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The order in which the alarms of an environment are tried.
///
/// Each step is one replay. One that says nothing is repeated, and so is one that speaks against an alarm, once: a
/// pause of the machine is no fault of the monitoring (TRF-3).
public record AlarmTrial(List<Step> steps) {
    /// How often a step is taken until it says something.
    private static final int TRIES = 3;
    /// How often a step must speak against an alarm before that counts.
    private static final int TIMES = 2;

    /// One replay.
    ///
    /// @param fault empty for the clean one
    /// @param expected the alarms that must fire
    public record Step(Optional<InjectedFault> fault, Set<Alarm> expected) {
        /// Without a fault and without an alarm.
        public static final Step CLEAN = new Step(Optional.empty(), Set.of());

        /// Copies.
        public Step {
            expected = Set.copyOf(expected);
        }
    }

    /// What is to be done.
    public sealed interface Next {
        /// Another replay.
        record Take(Step step) implements Next {}

        /// It is over.
        ///
        /// @param runs what counts of each step
        record Over(List<AlarmRun> runs) implements Next {
            /// Copies.
            public Over {
                runs = List.copyOf(runs);
            }
        }
    }

    /// Copies.
    public AlarmTrial {
        steps = List.copyOf(steps);
    }

    /// One without a fault, and one with each of those that the rules name or the thresholds tell of.
    public static AlarmTrial of(AlarmPolicy policy, Collection<Watch> thresholds) {
        List<Step> steps = new ArrayList<>(List.of(Step.CLEAN));
        for (InjectedFault fault : faults(policy, thresholds)) {
            Set<Alarm> expected = new TreeSet<>(Expectations.of(fault, thresholds));
            policy.expect().getOrDefault(fault.name(), List.of()).forEach(name -> expected.add(Alarm.alert(name)));
            steps.add(new Step(Optional.of(fault), expected));
        }
        return new AlarmTrial(steps);
    }

    private static List<InjectedFault> faults(AlarmPolicy policy, Collection<Watch> thresholds) {
        if (!policy.faults().isEmpty()) {
            return policy.faults().stream().map(InjectedFault::parse).toList();
        }
        List<InjectedFault> faults = new ArrayList<>(Expectations.faults(thresholds));
        for (String kind : policy.expect().keySet()) {
            if (faults.stream().noneMatch(fault -> fault.name().equals(kind))) {
                Expectations.usual(kind).ifPresent(faults::add);
            }
        }
        return faults;
    }

    /// What comes after these runs, oldest first.
    public Next next(List<AlarmRun> done) {
        List<AlarmRun> counting = new ArrayList<>();
        for (Step step : steps) {
            List<AlarmRun> tries = done.stream()
                    .filter(run -> run.fault().equals(step.fault()))
                    .toList();
            List<AlarmRun> telling = tries.stream().filter(AlarmTrial::tells).toList();
            boolean good = telling.stream().anyMatch(run -> !isBad(run));
            if (!good && telling.size() < TIMES && tries.size() - telling.size() < TRIES) {
                return new Next.Take(step);
            }
            counting.add(telling.isEmpty() ? tries.getLast() : telling.getLast());
            if (telling.isEmpty()) {
                return new Next.Over(counting);
            }
        }
        return new Next.Over(counting);
    }

    /// Whether all is known that a run can tell, or something that speaks against an alarm.
    private static boolean tells(AlarmRun run) {
        List<Mark> marks = marks(run);
        return run.doubts().isEmpty() && (isBad(run) || (run.unheard().isEmpty() && !marks.contains(Mark.UNKNOWN)));
    }

    private static boolean isBad(AlarmRun run) {
        return marks(run).stream().anyMatch(Mark::isBad);
    }

    private static List<Mark> marks(AlarmRun run) {
        Set<Alarm> alarms = new TreeSet<>(run.heard().keySet());
        alarms.addAll(run.expected());
        return alarms.stream().map(alarm -> run.cell(alarm).mark()).toList();
    }
}
