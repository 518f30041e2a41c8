package arelops.app.traffic.load;

import arelops.app.traffic.replay.Target;
import arelops.core.load.Ladder;
import java.time.Duration;
import java.util.Optional;

/// What is to be sent where.
///
/// @param recording the beginning of the name of the recordings of which the newest is sent
/// @param each the longest time on a step
/// @param release where the release is asked
/// @param stable where what it is compared with is asked, if that is up
public record LoadOrder(String recording, Duration each, Ladder ladder, Target release, Optional<Target> stable) {}
