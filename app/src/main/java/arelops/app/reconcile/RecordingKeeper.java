package arelops.app.reconcile;

import arelops.app.deploy.Answer;
import arelops.app.deploy.Reply;
import arelops.app.deploy.TrafficRecorder;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import arelops.core.policy.RecordingPolicy;
import arelops.core.record.RecordingSeen;
import arelops.core.record.RecordingStep;
import arelops.core.record.RecordingTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has an environment's users recorded as the rules say: at each look it asks what is recorded, decides, and begins or
/// ends one.
///
/// What it remembers saves questions and lines of the log; nothing that it decides rests on it.
final class RecordingKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingKeeper.class);
    /// What a node refused it is not asked again sooner.
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private static final int LONGEST_NAME = 64;

    private final TrafficRecorder recorder;
    private final Map<AppName, Board.Recorded> shown = new HashMap<>();
    /// Nothing is to be recorded there, and nothing is.
    private final Set<Slot> quiet = new HashSet<>();
    private final Map<Slot, Refusal> refusals = new HashMap<>();
    /// What was asked to end; it takes a moment until it is sealed.
    private final Map<Slot, String> ending = new HashMap<>();

    private record Refusal(String because, Instant at) {}

    RecordingKeeper(TrafficRecorder recorder) {
        this.recorder = recorder;
    }

    /// What is known of an app's recordings since the last turn.
    Optional<Board.Recorded> last(AppName app) {
        return Optional.ofNullable(shown.get(app));
    }

    /// One turn for each environment of an app.
    Optional<Board.Recorded> keep(AppName app, Observed observed, Instant now) {
        Policy policy = observed.rules().policy();
        if (observed.rules().broken().isPresent() && policy.recording().isEmpty()) {
            return last(app);
        }
        Optional<Board.Recorded> recorded = Optional.empty();
        for (EnvironmentPolicy environment : policy.line()) {
            Slot slot = new Slot(app, environment.name());
            Optional<RecordingPolicy> wanted = wanted(policy, environment.name());
            if (wanted.isPresent() || !quiet.contains(slot)) {
                Board.Recorded turn = turn(slot, wanted, observed, now);
                recorded = wanted.isPresent() ? Optional.of(turn) : recorded;
            }
        }
        recorded.ifPresentOrElse(one -> shown.put(app, one), () -> shown.remove(app));
        return recorded;
    }

    /// Where this version cannot record, the rules name it as not performed.
    private static Optional<RecordingPolicy> wanted(Policy policy, EnvironmentName environment) {
        boolean able = policy.notInThisRelease().stream()
                .noneMatch(thing -> thing.key().equals("traffic.record"));
        return policy.recording()
                .filter(recording -> able && recording.environment().equals(environment));
    }

    private Board.Recorded turn(Slot slot, Optional<RecordingPolicy> wanted, Observed observed, Instant now) {
        RecordingSeen seen = seen(slot);
        boolean serves = observed.ledger().state().slot(slot).serving().isPresent();
        RecordingStep step = RecordingTurn.of(wanted, serves, seen, now);
        boolean atRest = seen instanceof RecordingSeen.Known known
                && known.running().filter(RecordingSeen.Running::byLine).isEmpty();
        if (wanted.isEmpty() && atRest) {
            quiet.add(slot);
        } else {
            quiet.remove(slot);
        }
        Optional<String> mishap = switch (step) {
            case RecordingStep.Begin begin -> begin(slot, begin, observed, now);
            case RecordingStep.End(String id, String why) -> {
                if (!id.equals(ending.put(slot, id))) {
                    LOG.info("{}: {} ends: {}", slot, id, why);
                }
                yield mishap(recorder.end(slot, id));
            }
            case RecordingStep.Nothing _ -> Optional.empty();
        };
        if (step instanceof RecordingStep.Begin && mishap.isEmpty()) {
            return begun(slot, wanted, now).orElseGet(() -> recorded(slot, seen, step, mishap));
        }
        return recorded(slot, seen, step, mishap);
    }

    /// What is recorded from now on: between two recordings nobody is to read that nothing is.
    private Optional<Board.Recorded> begun(Slot slot, Optional<RecordingPolicy> wanted, Instant now) {
        RecordingSeen seen = seen(slot);
        return seen instanceof RecordingSeen.Known known && known.running().isPresent()
                ? Optional.of(recorded(slot, seen, RecordingTurn.of(wanted, true, seen, now), Optional.empty()))
                : Optional.empty();
    }

    private static Board.Recorded recorded(Slot slot, RecordingSeen seen, RecordingStep step, Optional<String> mishap) {
        return new Board.Recorded(slot.environment(), seen, step.because(), mishap);
    }

    private RecordingSeen seen(Slot slot) {
        return switch (recorder.seen(slot)) {
            case Reply.Known<RecordingSeen.Known>(RecordingSeen.Known known) -> known;
            case Reply.Unknown<RecordingSeen.Known>(String because) -> new RecordingSeen.Unknown(because);
        };
    }

    /// What kept it from beginning, if so.
    private Optional<String> begin(Slot slot, RecordingStep.Begin begin, Observed observed, Instant now) {
        Optional<Refusal> refused = Optional.ofNullable(refusals.get(slot));
        if (refused.isPresent() && refused.get().at().plus(AGAIN).isAfter(now)) {
            return refused.map(Refusal::because);
        }
        Optional<String> mishap = mishap(recorder.begin(slot, name(slot, observed), begin.rules()));
        if (mishap.isEmpty()) {
            refusals.remove(slot);
            LOG.info("{}: a recording begins: {}", slot, begin.because());
            return mishap;
        }
        if (!refused.map(Refusal::because).equals(mishap)) {
            LOG.warn("{}: {}", slot, mishap.get());
        }
        refusals.put(slot, new Refusal(mishap.get(), now));
        return mishap;
    }

    private static Optional<String> mishap(Answer answer) {
        return switch (answer) {
            case Answer.Done _ -> Optional.empty();
            case Answer.Refused(String why) -> Optional.of(why);
            case Answer.Unknown(String why) -> Optional.of(why);
            case Answer.Fenced _ -> Optional.of("somebody else is at work there");
        };
    }

    /// Load tests send the newest whose name begins with the environment's.
    private static String name(Slot slot, Observed observed) {
        String environment = slot.environment().text();
        String name = observed.rules().policy().apps().size() > 1 ? environment + "-" + slot.app() : environment;
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }
}
