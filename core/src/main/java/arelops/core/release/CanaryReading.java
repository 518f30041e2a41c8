package arelops.core.release;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.Judge;
import arelops.core.canary.Judgement;
import arelops.core.canary.Judging;
import arelops.core.canary.JudgingText;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.Verdict;
import arelops.core.evidence.CanaryRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the windows of a running canary say: those that were recorded as judged, and all since.
///
/// @param judging after the newest window
/// @param fresh windows that are judged and not recorded as such
/// @param until windows that end later are not judged
record CanaryReading(Judge judge, Judging judging, List<Seen.ArmsWindow> fresh, Instant until, Shown shown) {

    /// What the windows show besides.
    ///
    /// @param step what was seen at the share of now
    /// @param asked the canary's requests since it began
    /// @param untold why the newest window that was asked about has no number of a metric, if so
    /// @param disquiet why the newest window counts for no step, where alerts say so
    /// @param accused the alert that blames the release, if one does
    record Shown(Step step, Asked asked, Optional<String> untold, Optional<String> disquiet, Optional<Alert> accused) {}

    /// What was seen at one share.
    ///
    /// @param time of the complete windows in which it had any, and no alert fired
    /// @param samples the canary's requests in them
    record Step(Duration time, long samples) {}

    /// Who asked, in the windows that count; ARelOps' own probes are counted apart.
    record Asked(long users, long probes) {}

    /// In words, who asked since it began.
    String asked() {
        return shown.asked.users + " requests and " + shown.asked.probes + " probes";
    }

    Step step() {
        return shown.step;
    }

    /// Why the newest window counts for no step, where alerts say so.
    Optional<String> disquiet() {
        return shown.disquiet;
    }

    /// @param rules the judge, who learns what stable took before the canary began
    /// @param alarms what alerts say of the windows
    static CanaryReading of(CanaryRun run, Judge rules, List<Seen.ArmsWindow> arms, CanaryAlarms alarms) {
        List<Seen.ArmsWindow> windows = since(run, arms);
        Optional<Judging> recorded = recorded(run);
        Judge judge = recorded.isPresent() ? rules : rules.after(before(run, arms));
        Instant from = recorded.isPresent() ? run.judged().until() : run.since();
        List<Seen.ArmsWindow> open = windows.stream()
                .filter(one -> recorded.isEmpty() || one.endsAfter(from))
                .toList();
        List<Seen.ArmsWindow> whole =
                open.stream().takeWhile(one -> !one.isAwaited()).toList();
        Judging before = recorded.orElseGet(judge::start);
        Judging judging = looked(judge, before, whole);
        Judging ahead = looked(judge, judging, open.subList(whole.size(), open.size()));
        return judge.verdict(ahead) == Verdict.REJECT
                ? read(run, new Judged(judge, ahead), new Open(windows, open, from), alarms)
                : read(run, new Judged(judge, judging), new Open(windows, whole, from), alarms);
    }

    /// One window for each beginning since the canary began.
    static List<Seen.ArmsWindow> since(CanaryRun run, List<Seen.ArmsWindow> arms) {
        return told(arms).stream()
                .filter(one -> !one.start().isBefore(run.since()))
                .toList();
    }

    /// What stable's requests took in the windows that ended before.
    private static LatencyCounts before(CanaryRun run, List<Seen.ArmsWindow> arms) {
        return told(arms).stream()
                .filter(one -> one.complete() && !one.endsAfter(run.since()))
                .flatMap(one -> one.window().baseline().stream())
                .map(ArmWindow::latency)
                .reduce(LatencyCounts.none(), LatencyCounts::plus);
    }

    private record Judged(Judge judge, Judging judging) {}

    /// What is judged: in order, so that the first window that a metric store may still tell of waits, and those
    /// after it. Evidence against the release does not wait: all of them reject without what is not told yet, since
    /// no number of another measure takes that evidence away.
    ///
    /// @param fresh of all windows those that are judged and not recorded as such, which end later than that
    private record Open(List<Seen.ArmsWindow> windows, List<Seen.ArmsWindow> fresh, Instant from) {
        Instant until() {
            return fresh.isEmpty() ? from : fresh.getLast().end();
        }

        List<Seen.ArmsWindow> judged() {
            Instant until = until();
            return windows.stream().filter(one -> !one.endsAfter(until)).toList();
        }
    }

    private static CanaryReading read(CanaryRun run, Judged judged, Open open, CanaryAlarms alarms) {
        List<Seen.ArmsWindow> windows = open.judged();
        return new CanaryReading(
                judged.judge,
                judged.judging,
                open.fresh,
                open.until(),
                new Shown(
                        step(run, windows, alarms),
                        asked(windows),
                        untold(windows),
                        alarms.disquiet(open.windows),
                        alarms.accuses(open.windows)));
    }

    private static Judging looked(Judge judge, Judging before, List<Seen.ArmsWindow> windows) {
        Judging judging = before;
        for (Seen.ArmsWindow one : windows) {
            judging = judge.look(judging, one.judged());
        }
        return judging;
    }

    /// What the judge says, what it could not be told, and what alerts say.
    String sentence() {
        return judgement().sentence()
                + shown.untold.map(because -> " " + because + ".").orElse("")
                + shown.disquiet
                        .map(because -> " The last window counts for no step: " + because + ".")
                        .orElse("");
    }

    private static Optional<String> untold(List<Seen.ArmsWindow> judged) {
        return judged.reversed().stream()
                .map(Seen.ArmsWindow::answers)
                .filter(answers -> !answers.isEmpty())
                .limit(1)
                .flatMap(answers -> answers.entrySet().stream())
                .flatMap(one -> one.getValue() instanceof QueryAnswer.Nothing(String because)
                        ? Stream.of(one.getKey() + " has no value in the last window: " + because)
                        : Stream.empty())
                .findFirst();
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

    private static Step step(CanaryRun run, List<Seen.ArmsWindow> windows, CanaryAlarms alarms) {
        Duration time = Duration.ZERO;
        long samples = 0;
        for (Seen.ArmsWindow one : windows) {
            boolean counts = one.complete()
                    && run.stepSince()
                            .filter(since -> !one.start().isBefore(since))
                            .isPresent();
            long requests = one.window().canary().map(ArmWindow::requests).orElse(0L);
            if (counts && requests > 0 && alarms.isQuiet(one)) {
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
        long asked = Stream.of(one.window().baseline(), one.window().canary())
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
