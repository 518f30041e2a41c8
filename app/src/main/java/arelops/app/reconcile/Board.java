package arelops.app.reconcile;

import arelops.core.change.ChangeBrief;
import arelops.core.change.ChangeDecision;
import arelops.core.change.ChangeLook;
import arelops.core.change.ChangeState;
import arelops.core.change.TestBrief;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.EnvironmentName;
import arelops.core.record.RecordingSeen;
import arelops.core.release.Decision;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the last look saw and decided: the one source of status, why, pages and the API.
///
/// @param observed what was seen; empty before the first look that reached git
/// @param trouble why the last look could not be finished, if so; what is shown is older then
public record Board(
        Instant at,
        Optional<Observed> observed,
        Map<AppName, AppBoard> apps,
        SortedMap<ChangeNumber, ChangeBoard> changes,
        Optional<Trouble> trouble) {
    public Board {
        changes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(changes));
        apps = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(apps));
    }

    /// What was decided for an app.
    ///
    /// @param intakeMishap what kept the intake's last act from being performed, if so
    /// @param line by environment, in promotion order
    /// @param mishaps by environment, what kept the last act from being performed
    /// @param recorded how the recording of its users stands, where the rules ask for one
    public record AppBoard(
            Decision intake,
            Optional<String> intakeMishap,
            Map<EnvironmentName, Decision> line,
            Map<EnvironmentName, String> mishaps,
            Optional<Recorded> recorded) {
        public AppBoard(
                Decision intake,
                Optional<String> intakeMishap,
                Map<EnvironmentName, Decision> line,
                Map<EnvironmentName, String> mishaps) {
            this(intake, intakeMishap, line, mishaps, Optional.empty());
        }

        public AppBoard {
            line = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(line));
            mishaps = Map.copyOf(mishaps);
        }

        AppBoard with(Optional<Recorded> other) {
            return new AppBoard(intake, intakeMishap, line, mishaps, other);
        }
    }

    /// What is recorded of an environment's users.
    ///
    /// @param because what was decided of it
    /// @param mishap what kept the last act from being performed, if so
    public record Recorded(EnvironmentName environment, RecordingSeen seen, String because, Optional<String> mishap) {}

    /// What was decided for an open change.
    ///
    /// @param look what was known of it
    /// @param test how its TEST environment is; empty where there is none and is to be none
    /// @param mishap what kept the last act from being performed, if so
    public record ChangeBoard(
            ChangeLook look, ChangeDecision decision, Optional<TestBrief> test, Optional<String> mishap) {}

    /// How a change stands, in a few words and in one sentence.
    public ChangeBrief brief(ChangeState state) {
        Optional<ChangeBoard> decided = Optional.ofNullable(changes.get(state.number()));
        return ChangeBrief.of(state, decided.map(ChangeBoard::decision), decided.flatMap(ChangeBoard::mishap));
    }

    /// A fault that ended a look early.
    public record Trouble(String code, String message, String mend, Instant since) {}

    static Board empty(Instant at) {
        return new Board(at, Optional.empty(), Map.of(), new TreeMap<>(), Optional.empty());
    }
}
