package arelops.app.traffic.difference;

import arelops.app.traffic.replay.Target;

/// Who is asked.
///
/// @param again a second instance of stable, or the same one, which is asked twice then
public record ThreeTargets(Target candidate, Target stable, Target again) {
    Target of(Side side) {
        return switch (side) {
            case CANDIDATE -> candidate;
            case STABLE -> stable;
            case AGAIN -> again;
        };
    }
}
