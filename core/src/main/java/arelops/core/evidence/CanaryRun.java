package arelops.core.evidence;

import arelops.core.id.Release;
import java.time.Instant;
import java.util.Optional;

/// A canary under way: a release that takes a share of an environment's traffic beside its stable
/// one, and what the judge knew when it was recorded last.
///
/// @param token under which the baseline is run
/// @param arms who is compared with whom
/// @param step its share's place in the rules, from 0
/// @param stepSince since when it is known to have that share; empty before
/// @param judged what the judge knows, and of which windows
/// @param stand what the judge came to
/// @param since when it began
public record CanaryRun(
        long token,
        Arms arms,
        int step,
        Optional<Instant> stepSince,
        Judged judged,
        Fact.CanaryJudged.Stand stand,
        Instant since) {
    /// Who is compared with whom.
    ///
    /// @param stable the release that serves
    /// @param canary the deployment on trial
    /// @param baseline the deployment of stable that takes as much as the canary
    public record Arms(Release stable, long canary, long baseline) {}

    /// What the judge knows.
    ///
    /// @param text as [arelops.core.canary.JudgingText] writes it; empty before the first record
    /// @param until windows that end later are not in it
    public record Judged(String text, Instant until) {}

    /// Whether the baseline was started for this, so that it ends with it.
    public boolean hasOwnBaseline() {
        return arms.baseline == token;
    }

    CanaryRun with(Fact.CanaryJudged fact, Instant at) {
        return new CanaryRun(
                token,
                arms,
                fact.step(),
                fact.step() == step ? stepSince.or(() -> Optional.of(at)) : Optional.empty(),
                new Judged(fact.judging(), fact.until()),
                fact.stand(),
                since);
    }

    /// Whether it gets all of the traffic now.
    public boolean isOver() {
        return stand == Fact.CanaryJudged.Stand.PASSED || stand == Fact.CanaryJudged.Stand.COMPLETED;
    }

    /// A person let it go on beyond its horizon, or through without proof.
    CanaryRun resumed() {
        return switch (stand) {
            case UNSURE -> with(Fact.CanaryJudged.Stand.EXTENDED);
            case UNPROVEN -> with(Fact.CanaryJudged.Stand.COMPLETED);
            case GOES_ON, PASSED, EXTENDED, COMPLETED -> this;
        };
    }

    private CanaryRun with(Fact.CanaryJudged.Stand other) {
        return new CanaryRun(token, arms, step, stepSince, judged, other, since);
    }
}
