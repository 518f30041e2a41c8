package arelops.app.node;

import arelops.app.deploy.wire.FaultAnswer;
import arelops.app.deploy.wire.FaultCommand;
import arelops.app.deploy.wire.FaultEnd;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The faults that are being injected into replays to a node's slots. They are in memory alone: a node that starts
/// again injects none.
final class FaultRuns {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST = 16;
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /// Where no user is, and no other environment.
    private static final Set<EnvironmentName> TRIED = Set.of(EnvironmentName.BETA, EnvironmentName.PASSIVE);

    private static final Pattern OF_A_CHANGE = Pattern.compile("pr-\\d+");

    private final Map<Slot, List<FaultRun>> all = new ConcurrentHashMap<>();

    List<FaultRun> of(Slot slot) {
        return all.getOrDefault(slot, List.of());
    }

    /// @param runs whether there is such a slot
    synchronized FaultAnswer begin(FaultCommand command, boolean runs) {
        Optional<String> refused = refused(command, runs);
        if (refused.isPresent()) {
            return FaultAnswer.refused(refused.get());
        }
        long now = System.nanoTime();
        keep(command.slot(), one -> !(one.isOver(now) && one.run().equals(command.run())));
        List<FaultRun> others = of(command.slot());
        if (others.size() >= MOST || others.stream().anyMatch(one -> one.run().equals(command.run()))) {
            return FaultAnswer.refused("The run " + command.run() + " has faults in " + command.slot() + " already, or "
                    + MOST + " others do.");
        }
        List<FaultRun> more = new ArrayList<>(others);
        more.add(new FaultRun(
                command.run(), command.faults(), now, command.length().toNanos()));
        all.put(command.slot(), List.copyOf(more));
        return new FaultAnswer("", 0, 0);
    }

    private static Optional<String> refused(FaultCommand command, boolean runs) {
        Slot slot = command.slot();
        if (!TRIED.contains(slot.environment())
                && !OF_A_CHANGE.matcher(slot.environment().text()).matches()) {
            return Optional.of("No fault is injected in " + slot.environment().upper()
                    + ": only BETA, PASSIVE and the environments of changes are for trying.");
        }
        if (!runs) {
            return Optional.of("Nothing of " + slot + " runs on this node.");
        }
        if (!RUN.matcher(command.run()).matches()) {
            return Optional.of("That is no name of a run.");
        }
        if (!command.length().isPositive() || command.length().compareTo(LONGEST) > 0) {
            return Optional.of("Faults are injected for at most 1 h.");
        }
        double share = command.faults().stream()
                .mapToDouble(fault -> fault.share().fraction())
                .sum();
        return share > 1 ? Optional.of("The faults befall more than all requests together.") : Optional.empty();
    }

    /// Ends it before its time.
    synchronized FaultAnswer end(FaultEnd command) {
        for (FaultRun one : of(command.slot())) {
            if (one.run().equals(command.run())) {
                keep(command.slot(), other -> other != one);
                return one.isOver(System.nanoTime())
                        ? new FaultAnswer("Its time was over.", one.requests(), one.harmed())
                        : new FaultAnswer("", one.requests(), one.harmed());
            }
        }
        return FaultAnswer.refused("No fault is injected for the run " + command.run()
                + " any more: its time was over, or the node was started again.");
    }

    /// Forgets those whose time is long over; whether there were any.
    synchronized boolean tidy(Slot slot) {
        long before = System.nanoTime() - LONGEST.toNanos();
        return keep(slot, one -> !one.isOver(before));
    }

    private boolean keep(Slot slot, Predicate<FaultRun> which) {
        List<FaultRun> now = of(slot);
        List<FaultRun> kept = now.stream().filter(which).toList();
        if (kept.isEmpty()) {
            all.remove(slot);
        } else {
            all.put(slot, kept);
        }
        return kept.size() < now.size();
    }
}
