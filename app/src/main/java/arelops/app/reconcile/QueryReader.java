package arelops.app.reconcile;

import arelops.app.metrics.QuerySource;
import arelops.app.metrics.QueryValue;
import arelops.core.canary.ArmWindow;
import arelops.core.evidence.CanaryRun;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import arelops.core.policy.QueryWatch;
import arelops.core.release.QueryAnswer;
import arelops.core.release.QueryArm;
import arelops.core.release.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Asks metric stores about the windows of running canaries, beside the looks: no look waits for a server.
///
/// A window that nothing is told of by its deadline stays without, so that what was judged once stays as it was. A
/// store knows the past: after a restart the windows that are not recorded as judged are asked for again.
final class QueryReader {
    /// So much later a store has what was scraped until a window ended.
    private static final Duration SETTLED = Duration.ofSeconds(5);

    /// A window is waited for half as long as it was, and this long at least.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration REST = Duration.ofSeconds(2);

    private final QuerySource source;
    private final Map<Slot, Run> runs = new ConcurrentHashMap<>();

    QueryReader(QuerySource source) {
        this.source = source;
    }

    /// Who is compared with whom.
    record Arms(QueryArm baseline, QueryArm canary) {
        static Arms of(Slot slot, CanaryRun run, Release candidate) {
            QueryArm.Role role = run.hasOwnBaseline() ? QueryArm.Role.BASELINE : QueryArm.Role.STABLE;
            return new Arms(
                    new QueryArm(slot, role, run.arms().stable(), run.arms().baseline()),
                    new QueryArm(
                            slot, QueryArm.Role.CANARY, candidate, run.arms().canary()));
        }
    }

    /// What is asked about one window by one rule.
    private record Question(QueryWatch rule, Instant start, Duration length) {
        Instant end() {
            return start.plus(length);
        }

        /// One that ended before anybody could ask has as much time from when it was seen.
        Instant deadline(Instant seen) {
            Duration half = length.dividedBy(2);
            Instant from = seen.isAfter(end()) ? seen : end();
            return from.plus(half.compareTo(PATIENCE) > 0 ? half : PATIENCE);
        }

        boolean isSettled(Instant now) {
            Duration quarter = length.dividedBy(4);
            return !now.isBefore(end().plus(quarter.compareTo(SETTLED) < 0 ? quarter : SETTLED));
        }
    }

    /// The windows with what is known of the rules' metrics.
    ///
    /// @param from windows that end by then are recorded as judged, and are not asked about any more
    List<Seen.ArmsWindow> told(
            Slot slot, Arms arms, Policy policy, List<Seen.ArmsWindow> windows, Instant from, Instant now) {
        List<QueryWatch> rules = policy.queries().values().stream()
                .filter(rule -> rule.comparison().isPresent())
                .toList();
        if (rules.isEmpty()) {
            runs.remove(slot);
            return windows;
        }
        Run run = runs.compute(slot, (_, old) -> old != null && old.arms.equals(arms) ? old : new Run(source, arms));
        Set<Instant> telling = windows.stream()
                .filter(one -> one.complete() && isAsked(one.window()))
                .map(Seen.ArmsWindow::start)
                .collect(Collectors.toUnmodifiableSet());
        List<Seen.ArmsWindow> told = windows.stream()
                .map(one -> telling.contains(one.start()) ? one.with(run.answers(rules, one, from, now)) : one)
                .toList();
        run.ask(rules, now);
        return told;
    }

    /// No canary runs there any more.
    void forget(Slot slot) {
        runs.remove(slot);
    }

    /// The judge reads no window in which nobody asked one of the arms.
    private static boolean isAsked(arelops.core.canary.Window window) {
        return window.baseline().map(ArmWindow::requests).orElse(0L) > 0
                && window.canary().map(ArmWindow::requests).orElse(0L) > 0;
    }

    /// What is known, and when the question arose.
    private record Known(QueryAnswer answer, Instant seen) {
        boolean isOpen() {
            return answer instanceof QueryAnswer.Awaited;
        }
    }

    /// What is known about the windows of one canary.
    private static final class Run {
        private final QuerySource source;
        private final Arms arms;
        private final Map<Question, Known> answers = new ConcurrentHashMap<>();
        private final Map<QueryWatch, String> failures = new ConcurrentHashMap<>();
        private final Map<QueryWatch, Instant> next = new ConcurrentHashMap<>();
        private final Set<QueryWatch> busy = ConcurrentHashMap.newKeySet();

        Run(QuerySource source, Arms arms) {
            this.source = source;
            this.arms = arms;
        }

        SortedMap<String, QueryAnswer> answers(
                List<QueryWatch> rules, Seen.ArmsWindow window, Instant from, Instant now) {
            SortedMap<String, QueryAnswer> out = new TreeMap<>();
            for (QueryWatch rule : rules) {
                Question question = new Question(rule, window.start(), window.length());
                boolean isOpen = window.endsAfter(from);
                Optional<Known> known = isOpen
                        ? Optional.of(answers.computeIfAbsent(question, _ -> new Known(new QueryAnswer.Awaited(), now)))
                        : Optional.ofNullable(answers.get(question));
                known.map(one -> inTime(question, one, now)).ifPresent(answer -> out.put(rule.metric(), answer));
            }
            return out;
        }

        /// Whoever comes first decides: the answer, or the look that finds the deadline passed.
        private QueryAnswer inTime(Question question, Known known, Instant now) {
            if (!known.isOpen() || now.isBefore(question.deadline(known.seen()))) {
                return known.answer();
            }
            String because = failures.getOrDefault(
                    question.rule(),
                    "nothing was told in time by " + question.rule().server().address());
            settle(question, new QueryAnswer.Nothing(because));
            return answers.getOrDefault(question, known).answer();
        }

        private void settle(Question question, QueryAnswer answer) {
            answers.computeIfPresent(question, (_, old) -> old.isOpen() ? new Known(answer, old.seen()) : old);
        }

        /// For each rule one question at a time, the oldest first.
        void ask(List<QueryWatch> rules, Instant now) {
            for (QueryWatch rule : rules) {
                List<Question> open = answers.entrySet().stream()
                        .filter(one -> one.getValue().isOpen())
                        .map(Map.Entry::getKey)
                        .filter(question -> question.rule().equals(rule) && question.isSettled(now))
                        .sorted(Comparator.comparing(Question::start))
                        .toList();
                Instant due = next.getOrDefault(rule, now);
                boolean isDue = !now.isBefore(due) || now.plus(REST).isBefore(due);
                if (!open.isEmpty() && isDue && busy.add(rule)) {
                    next.put(rule, now.plus(REST));
                    Thread.ofVirtual().name("query " + rule.name()).start(() -> ask(rule, open));
                }
            }
        }

        private void ask(QueryWatch rule, List<Question> questions) {
            try {
                for (Question question : questions) {
                    if (!isAnswered(question)) {
                        return;
                    }
                }
                next.remove(rule);
            } finally {
                busy.remove(rule);
            }
        }

        private boolean isAnswered(Question question) {
            return switch (value(question, arms.baseline())) {
                case QueryValue.Failed(String because) -> failed(question, because);
                case QueryValue.Nothing(String because) -> nothing(question, arms.baseline(), because);
                case QueryValue.Told(double baseline) ->
                    switch (value(question, arms.canary())) {
                        case QueryValue.Failed(String because) -> failed(question, because);
                        case QueryValue.Nothing(String because) -> nothing(question, arms.canary(), because);
                        case QueryValue.Told(double canary) -> {
                            failures.remove(question.rule());
                            settle(question, new QueryAnswer.Told(baseline, canary));
                            yield true;
                        }
                    };
            };
        }

        private QueryValue value(Question question, QueryArm arm) {
            QueryWatch rule = question.rule();
            return source.ask(
                    rule.server(), arm.fill(rule.query(), question.length()), question.end(), question.length());
        }

        private boolean failed(Question question, String because) {
            failures.put(question.rule(), because);
            return false;
        }

        private boolean nothing(Question question, QueryArm arm, String because) {
            settle(question, new QueryAnswer.Nothing(because + " (" + arm.name() + ")"));
            return true;
        }
    }
}
