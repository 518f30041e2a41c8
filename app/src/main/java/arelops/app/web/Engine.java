package arelops.app.web;

import arelops.app.answer.CanaryLook;
import arelops.app.answer.CanaryLooks;
import arelops.app.deploy.LogPart;
import arelops.app.deploy.LogQuery;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Windows;
import arelops.app.forge.EmbeddedForge;
import arelops.app.ledger.Since;
import arelops.app.ledger.TrafficReports;
import arelops.app.ledger.Verification;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.Controller;
import arelops.app.reconcile.UsedByHand;
import arelops.app.run.Isolation;
import arelops.app.run.Output;
import arelops.app.traffic.difference.DifferenceState;
import arelops.app.traffic.load.LoadState;
import arelops.app.traffic.validate.AlarmState;
import arelops.core.evidence.Entry;
import arelops.core.id.AppName;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import arelops.core.release.AlarmJobs;
import arelops.core.release.Answer;
import arelops.core.release.CanaryView;
import arelops.core.release.Command;
import arelops.core.release.Job;
import arelops.core.release.Role;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the API asks of a controller.
public interface Engine {
    /// What the last look saw and decided.
    Board board();

    Answer command(AppName app, PersonName person, Role role, Command command, String because);

    /// Enters what a person did by hand with recorded traffic.
    UsedByHand.Entered traffic(UsedByHand used);

    /// Asks for a look soon; carries nothing.
    void nudge();

    /// What is asked and said about changes.
    ChangeEngine changes();

    /// The newest entries of the ledger, newest first.
    List<Entry> newest(int limit);

    /// A document beside an entry of the ledger; empty where there is none.
    default Optional<String> document(TrafficReports.Place place) {
        return Optional.empty();
    }

    /// What a job printed, from this byte on.
    Output output(String job, long from);

    /// What an app printed.
    Reply<LogPart> logs(Slot slot, LogQuery query);

    /// What the router of an environment counted in the windows above this sequence number.
    default Reply<Windows> windows(Slot slot, long after) {
        return new Reply.Unknown<>("There is no node.");
    }

    /// Checks the whole ledger, its documents since then, and the tags against it.
    Verification verify(Policy policy, Since since);

    /// The strongest isolation of jobs that works on the controller's machine.
    Isolation isolation();

    /// What the newest look at the canary that runs in an environment says; empty where none runs.
    default Optional<CanaryLook> canary(Slot slot) {
        return Optional.empty();
    }

    /// How it stands with the alarms of an environment, where this controller tried them.
    default Optional<AlarmState> alarms(Slot slot) {
        return Optional.empty();
    }

    /// How the comparison of what an environment runs with stable stands, where this controller performed it.
    default DifferenceState differences(Slot slot) {
        return new DifferenceState.NotKnown();
    }

    /// How the load tests of the release that an environment runs stand, by gate; those that this controller performed.
    default Map<Job.LoadGate, LoadState> loads(Slot slot) {
        return Map.of();
    }

    /// What the repository is called, for people.
    default String repository() {
        return board().apps().keySet().stream().findFirst().map(AppName::text).orElse("");
    }

    /// A repository that is hosted here.
    ///
    /// @param path where git finds it on this server
    record Hosted(String path, String trunk) {}

    /// The repository, where it is hosted here.
    default Optional<Hosted> hosted() {
        return Optional.empty();
    }

    /// The engine of a controller that runs.
    static Engine of(Controller controller, Isolation isolation, Optional<Hosted> hosted, EmbeddedForge forge) {
        return new Running(controller, isolation, hosted, forge);
    }

    /// A controller and its ports.
    record Running(Controller controller, Isolation isolation, Optional<Hosted> hosted, EmbeddedForge forge)
            implements Engine {
        @Override
        public Board board() {
            return controller.board();
        }

        @Override
        public Answer command(AppName app, PersonName person, Role role, Command command, String because) {
            return controller.command(app, person, role, command, because);
        }

        @Override
        public UsedByHand.Entered traffic(UsedByHand used) {
            return controller.traffic(used);
        }

        @Override
        public void nudge() {
            controller.nudge();
        }

        @Override
        public ChangeEngine changes() {
            return ChangeEngine.of(controller, forge);
        }

        @Override
        public List<Entry> newest(int limit) {
            return controller.newest(limit);
        }

        @Override
        public Optional<String> document(TrafficReports.Place place) {
            return controller.ports().ledger().document(place.commit(), place.document());
        }

        @Override
        public Optional<CanaryLook> canary(Slot slot) {
            return board().observed()
                    .flatMap(observed -> CanaryView.of(observed.line(slot.app()), slot.environment()))
                    .map(CanaryLooks::of);
        }

        @Override
        public Map<Job.LoadGate, LoadState> loads(Slot slot) {
            Map<Job.LoadGate, LoadState> loads = new EnumMap<>(Job.LoadGate.class);
            board().observed()
                    .flatMap(observed -> observed.ledger().state().slot(slot).serving())
                    .ifPresent(serving -> {
                        for (Job.LoadGate gate : Job.LoadGate.values()) {
                            loads.put(gate, controller.ports().loads().observe(gate.id(slot, serving.deployment())));
                        }
                    });
            return loads;
        }

        @Override
        public DifferenceState differences(Slot slot) {
            return board().observed()
                    .flatMap(observed -> observed.ledger().state().slot(slot).serving())
                    .map(serving -> Job.Difference.id(slot, serving.deployment()))
                    .map(id -> controller.ports().differenceTests().observe(id))
                    .orElseGet(DifferenceState.NotKnown::new);
        }

        @Override
        public Optional<AlarmState> alarms(Slot slot) {
            return board().observed().stream()
                    .flatMap(observed -> AlarmJobs.of(observed.line(slot.app()), slot.environment()).stream())
                    .map(id -> controller.ports().alarmTests().observe(id))
                    .filter(state -> !(state instanceof AlarmState.NotKnown))
                    .findFirst();
        }

        @Override
        public Output output(String job, long from) {
            return controller.output(job, from);
        }

        @Override
        public Reply<LogPart> logs(Slot slot, LogQuery query) {
            return controller.ports().target().logs(slot, query);
        }

        @Override
        public Reply<Windows> windows(Slot slot, long after) {
            return controller.ports().target().windows(slot, after);
        }

        @Override
        public Verification verify(Policy policy, Since since) {
            return controller.ports().ledger().verify(controller.ports().git().fetch(), new PolicyTags(policy), since);
        }
    }
}
