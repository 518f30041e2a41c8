package arelops.app.reconcile;

import arelops.core.id.AppName;
import arelops.core.id.Slot;
import arelops.core.release.Action;
import arelops.core.release.Awaited;
import arelops.core.release.Decision;
import arelops.core.release.Intake;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import arelops.core.release.Line;
import arelops.core.release.LineSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// Calls the core's decisions on what was observed. A job is looked up when a decision would start it;
/// what the runner knows of it then is part of the snapshot, and the same decision is taken again.
final class Deciding {
    private final JobBook jobs;
    private final GateClock gates;
    private final String controller;
    private final Map<String, JobSeen> known = new HashMap<>();

    Deciding(JobBook jobs, GateClock gates, String controller) {
        this.jobs = jobs;
        this.gates = gates;
        this.controller = controller;
    }

    Decision intake(AppName app, Observed observed, Instant now) {
        Awaited.builds(observed.ledger().state(), app)
                .forEach(build -> known.computeIfAbsent(build.id(), _ -> jobs.observe(build, now)));
        Awaited.checked(observed.ledger().state(), app)
                .forEach(check -> known.computeIfAbsent(check.id(), _ -> jobs.observe(check, now)));
        return gates.dated(
                "intake of " + app, settled(app, observed, now, snapshot -> Intake.decide(snapshot, now)), now);
    }

    Decision line(Slot slot, Observed observed, Instant now) {
        Decision decision =
                settled(slot.app(), observed, now, snapshot -> Line.decide(snapshot, slot.environment(), now));
        return gates.dated(slot.toString(), decision, now);
    }

    private Decision settled(AppName app, Observed observed, Instant now, Function<LineSnapshot, Decision> decide) {
        while (true) {
            Decision decision = decide.apply(snapshot(app, observed));
            if (!(decision instanceof Decision.Act act && act.action() instanceof Action.Run run)
                    || known.containsKey(run.job().id())) {
                return decision;
            }
            Job job = run.job();
            known.put(job.id(), jobs.observe(job, now));
        }
    }

    LineSnapshot snapshot(AppName app, Observed observed) {
        return observed.line(app, known, controller);
    }
}
