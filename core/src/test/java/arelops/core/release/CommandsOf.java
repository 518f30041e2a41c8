package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every command that somebody could sensibly give in a world.
final class CommandsOf {
    /// The gates of recorded traffic that keep releases from PRODUCTION.
    static final List<String> TRAFFIC = List.of(DifferenceCheck.GATE, AlarmCheck.GATE);

    private CommandsOf() {}

    static List<Command> world(World world, AppName app) {
        List<Command> all = new ArrayList<>();
        List<Release> releases = world.ledger().builds(app).releases();
        for (int i = 0; i < world.places().size(); i++) {
            if (!world.slot(i).app().equals(app)) {
                continue;
            }
            EnvironmentName name = world.slot(i).environment();
            all.add(new Command.Hold(name, false));
            all.add(new Command.Hold(name, true));
            all.add(new Command.Resume(name));
            all.add(new Command.Rollback(name, Optional.empty(), false));
            all.add(new Command.Rollback(name, Optional.empty(), true));
            all.add(new Command.Withdraw(name));
            all.add(new Command.Repair(name));
            world.places().get(i).serves().ifPresent(release -> all.add(new Command.Adopt(name, release.commit())));
            for (Release release : releases) {
                all.add(new Command.Overturn(release.commit(), name));
                all.add(new Command.Promote(release.commit(), name, List.of()));
                all.add(new Command.Promote(release.commit(), name, List.of("soak", "freeze")));
                if (isGated(world)) {
                    all.add(new Command.Promote(release.commit(), name, TRAFFIC));
                }
                if (world.rules(world.slot(i)).canary().isPresent()) {
                    all.add(new Command.Promote(release.commit(), name, List.of(CanaryTrial.GATE)));
                }
            }
        }
        all.add(new Command.FailOver(Optional.empty(), Fact.FailedOver.Occasion.NEED));
        all.add(new Command.FailOver(Optional.empty(), Fact.FailedOver.Occasion.DRILL));
        releases.forEach(
                release -> all.add(new Command.FailOver(Optional.of(release.commit()), Fact.FailedOver.Occasion.NEED)));
        all.add(new Command.FailBack(false));
        all.add(new Command.FailBack(true));
        all.add(new Command.AcceptTrunk());
        for (CommitId commit : world.ledger().trunk().commits()) {
            all.add(new Command.Approve(commit, Optional.empty()));
            all.add(new Command.Approve(
                    commit, Optional.of(world.slot(world.places().size() - 1).environment())));
        }
        world.ledger().errors().values().forEach(error -> {
            for (CommitId suspect : error.suspects()) {
                all.add(new Command.ClearError(error.number(), new Command.Clearing.Suspect(suspect)));
                all.add(new Command.ClearError(error.number(), new Command.Clearing.Culprit(suspect)));
            }
            CommitId tip = world.ledger().trunk().tip().orElseThrow();
            if (!error.suspects().isEmpty() && !error.suspects().contains(tip)) {
                all.add(new Command.ClearError(
                        error.number(),
                        new Command.Clearing.FixedBy(error.suspects().getLast(), tip)));
            }
        });
        return all;
    }

    private static boolean isGated(World world) {
        return world.settings().open().line().stream()
                .map(rules -> rules.proving().recorded())
                .anyMatch(recorded ->
                        recorded.difference().isPresent() || recorded.alarms().isPresent());
    }
}
