package arelops.core.policy;

import arelops.core.traffic.SkipRule;
import arelops.core.traffic.anonymise.HideRuleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Finds what is wrong with the rules by which the line records.
final class RecordingCheck {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration LONGEST_KEPT = Duration.ofDays(366);
    private static final ByteSize LEAST = ByteSize.ofMegabytes(1);

    private final List<Problem> problems = new ArrayList<>();

    private RecordingCheck() {}

    static List<Problem> problems(Policy policy, RecordingPolicy recording) {
        RecordingCheck check = new RecordingCheck();
        if (policy.environment(recording.environment()).isEmpty()) {
            String known = policy.line().stream()
                    .map(one -> one.name().text())
                    .sorted()
                    .collect(Collectors.joining(", "));
            check.add(
                    "record",
                    "there is no environment " + recording.environment() + " in the line.",
                    "The environments are " + known + ".");
        }
        check.amounts(recording);
        for (int i = 0; i < recording.hide().size(); i++) {
            check.hidden("hide[" + i + "]", recording.hide().get(i));
        }
        for (int i = 0; i < recording.skip().size(); i++) {
            if (SkipRule.parse(recording.skip().get(i)) instanceof SkipRule.Parsed.Wrong(String because, String mend)) {
                check.add("skip[" + i + "]", because, mend);
            }
        }
        return List.copyOf(check.problems);
    }

    private void amounts(RecordingPolicy recording) {
        Percent sample = recording.sample();
        if (sample.value().signum() <= 0 || sample.compareTo(Percent.of(100)) > 0) {
            add("sample", "a share of the sessions is above 0% and at most 100%.", "Leave the key out for 10%.");
        }
        Duration each = recording.pace().each();
        if (each.compareTo(SHORTEST) < 0 || each.compareTo(LONGEST) > 0) {
            add("each", "a recording lasts from 1s to 7d.", "Leave the key out for 1h.");
        }
        Duration keep = recording.pace().keep();
        if (keep.compareTo(SHORTEST) < 0 || keep.compareTo(LONGEST_KEPT) > 0) {
            add("keep", "recordings are kept from 1s to 366d.", "Leave the key out for 14d.");
        }
        if (recording.limits().rate() < 1) {
            add("rate", "at least one request a second is taken.", "Leave the key out for 200.");
        }
        if (recording.limits().size().compareTo(LEAST) < 0) {
            add("size", "a recording takes 1MB at least.", "Leave the key out for 1GB.");
        }
        if (recording.limits().total().compareTo(recording.limits().size()) < 0) {
            add(
                    "total",
                    "all recordings together are to take " + recording.limits().total() + ", less than one of them: "
                            + recording.limits().size() + ".",
                    "Write a greater total, or a smaller size.");
        }
    }

    private void hidden(String at, String text) {
        if (HideRuleText.written(text) instanceof HideRuleText.Parsed.Wrong wrong) {
            add(
                    at,
                    "'" + wrong.text() + "' is not understood from character " + (wrong.at() + 1) + " on: "
                            + wrong.because() + ".",
                    capital(wrong.mend()) + ". All forms: docs/anonymise.md.");
        }
    }

    private static String capital(String mend) {
        return mend.startsWith("write ") ? "W" + mend.substring(1) : "Write " + mend;
    }

    private void add(String key, String message, String mend) {
        problems.add(new Problem("traffic." + key, message, mend));
    }
}
