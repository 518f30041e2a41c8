package arelops.core.release;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.Judge;
import arelops.core.canary.Judgement;
import arelops.core.canary.Judging;
import arelops.core.canary.JudgingText;
import arelops.core.canary.Verdict;
import arelops.core.canary.Window;
import arelops.core.evidence.CanaryRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the windows of a running canary say: those that were recorded as judged, and all since.
///
/// @param judging after the newest window
/// @param fresh windows that are not recorded as judged
/// @param until windows that begin from then on are not judged
/// @param step what was seen at the share of now
/// @param counted the canary's requests since it began
record CanaryReading(
        Judge judge, Judging judging, List<Seen.ArmsWindow> fresh, Instant until, Step step, Asked counted) {

    /// What was seen at one share.
    ///
    /// @param time of the complete windows in which it had any
    /// @param samples the canary's requests in them
    record Step(Duration time, long samples) {}

    /// Who asked, in the windows that count; ARelOps' own probes are counted apart.
    record Asked(long users, long probes) {}

    /// In words, who asked since it began.
    String asked() {
        return counted.users + " requests and " + counted.probes + " probes";
    }

    static CanaryReading of(CanaryRun run, Judge judge, List<Seen.ArmsWindow> arms) {
        List<Seen.ArmsWindow> windows = told(arms);
        Optional<Judging> recorded = recorded(run);
        Instant from = recorded.isPresent() ? run.judged().until() : run.since();
        List<Seen.ArmsWindow> fresh =
                windows.stream().filter(one -> !one.start().isBefore(from)).toList();
        Judging judging = recorded.orElseGet(judge::start);
        for (Seen.ArmsWindow one : fresh) {
            judging =
                    judge.look(judging, one.complete() ? one.window() : new Window(Optional.empty(), Optional.empty()));
        }
        Instant until = fresh.isEmpty() ? from : fresh.getLast().end();
        return new CanaryReading(judge, judging, fresh, until, step(run, windows), asked(windows));
    }

    /// What was recorded; nothing where nothing was, or where another version wrote it: then it
    /// is judged anew.
    private static Optional<Judging> recorded(CanaryRun run) {
        if (run.judged().text().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JudgingText.read(run.judged().text()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Step step(CanaryRun run, List<Seen.ArmsWindow> windows) {
        Duration time = Duration.ZERO;
        long samples = 0;
        for (Seen.ArmsWindow one : windows) {
            boolean counts = one.complete()
                    && run.stepSince()
                            .filter(since -> !one.start().isBefore(since))
                            .isPresent();
            long requests = one.window().canary().map(ArmWindow::requests).orElse(0L);
            if (counts && requests > 0) {
                time = time.plus(one.length());
                samples += requests;
            }
        }
        return new Step(time, samples);
    }

    private static Asked asked(List<Seen.ArmsWindow> windows) {
        long[] asked = new long[2];
        for (Seen.ArmsWindow one : windows) {
            asked[one.probes() ? 1 : 0] +=
                    one.window().canary().map(ArmWindow::requests).orElse(0L);
        }
        return new Asked(asked[0], asked[1]);
    }

    /// One window for each beginning, oldest first. Origins are not mixed: probes are judged
    /// only where nobody else
    /// asks.
    static List<Seen.ArmsWindow> told(List<Seen.ArmsWindow> arms) {
        Map<Instant, Seen.ArmsWindow> told = new TreeMap<>();
        for (Seen.ArmsWindow one : arms) {
            told.merge(one.start(), one, (a, b) -> weight(a) >= weight(b) ? a : b);
        }
        return new ArrayList<>(told.values());
    }

    /// Both arms were asked by others than us; one was; only probes.
    private static int weight(Seen.ArmsWindow one) {
        long asked = java.util.stream.Stream.of(
                        one.window().baseline(), one.window().canary())
                .flatMap(Optional::stream)
                .filter(arm -> arm.requests() > 0)
                .count();
        return one.probes() ? (asked > 0 ? 1 : 0) : asked > 0 ? (int) (1 + asked) : 0;
    }

    Verdict verdict() {
        return judge.verdict(judging);
    }

    Judgement judgement() {
        return judge.judgement(judging);
    }

    String text() {
        return JudgingText.write(judging);
    }
}
