package arelops.core.policy;

import arelops.core.policy.PolicyChange.Direction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which way a rule gets tighter, told from the end of its key.
enum Sense {
    MORE_IS_TIGHTER,
    LESS_IS_TIGHTER,
    /// The last word is the tightest.
    WORDS,
    /// A gate, but no order: every difference counts as looser, but for one that was not there or off.
    GATE,
    /// The same, and that it appears is looser, too.
    GATE_EITHER_WAY,
    /// A list of exceptions to a gate: each that is left out is tighter.
    EXCEPTIONS,
    NEITHER;

    private static final List<String> MORE = List.of(
            "approvals",
            "soak",
            "soak.samples",
            "canary.samples",
            "canary.confidence",
            "canary.each",
            "keep",
            "min",
            "failover.each",
            "load.each",
            "replay.each");
    private static final List<String> LESS = List.of(
            "alarms.within",
            "max",
            "worse",
            "fewer",
            "every",
            "retries",
            "retry",
            "soak.restarts",
            "failover",
            "stop.errors",
            "stop.p99",
            "stop.cpu",
            "stop.memory");
    private static final List<String> WORD_KEYS = List.of(
            "mode",
            "owners",
            "probe",
            "newer",
            "finish",
            "drift",
            "isolation",
            "canary.baseline",
            "stop.alerts",
            "signed",
            "critical",
            "diff.found");
    private static final List<String> GATES = List.of(
            "trunk",
            "window",
            "target",
            "canary.unsure",
            "canary.small",
            "on",
            "accept",
            "mirror",
            "replay",
            "load",
            "diff",
            "alarms",
            "alarms.faults",
            "alarms.expect.errors",
            "alarms.expect.latency",
            "alarms.expect.drop",
            "from",
            "report.junit",
            "report.sarif",
            "report.cyclonedx",
            "report.osv");

    private static final List<String> MONITORED =
            List.of("server", "token", "heartbeat", "silenced", "release", "query", "kind");

    /// Of persons' requests less is tighter, whatever the end of a key says elsewhere.
    private static final List<String> RECORDED = List.of("sample", "keep", "rate", "size", "total");

    /// Looser words before tighter ones.
    private static final List<String> ORDER = List.of(
            "none",
            "false",
            "off",
            "any",
            "run",
            "restore",
            "replace",
            "propose",
            "user",
            "true",
            "on",
            "inside",
            "wait",
            "show",
            "hold",
            "reject",
            "observe",
            "best",
            "bubblewrap");

    private static final List<Amount.Severity> SEVERITIES = List.of(Amount.Severity.values());

    static Sense of(String key) {
        if (key.startsWith("watch.") && (key.contains(".labels.") || ends(key, MONITORED))) {
            return GATE_EITHER_WAY;
        }
        if (key.startsWith("traffic.")) {
            return ends(key, RECORDED) ? LESS_IS_TIGHTER : NEITHER;
        }
        if (key.endsWith(".diff.ignore")) {
            return EXCEPTIONS;
        }
        if (ends(key, MORE)) {
            return MORE_IS_TIGHTER;
        }
        if (key.startsWith("merge.modules.")) {
            return GATE_EITHER_WAY;
        }
        if (key.startsWith("environments.test.")) {
            return NEITHER;
        }
        if (ends(key, LESS)) {
            return LESS_IS_TIGHTER;
        }
        if (ends(key, WORD_KEYS)) {
            return WORDS;
        }
        return ends(key, GATES) ? GATE : NEITHER;
    }

    Direction direction(Optional<String> was, Optional<String> is) {
        return switch (this) {
            case NEITHER -> Direction.DIFFERENT;
            case GATE_EITHER_WAY -> Direction.LOOSER;
            case GATE -> was.filter(word -> !word.equals("off")).isEmpty() ? Direction.TIGHTER : Direction.LOOSER;
            case EXCEPTIONS -> toward(is.isEmpty() || (was.isPresent() && addsTo(was.get(), is.get())) ? -1 : 1);
            case WORDS -> toward(ORDER.indexOf(is.orElse("none")) - ORDER.indexOf(was.orElse("none")));
            case MORE_IS_TIGHTER -> toward(is.isEmpty() ? -1 : was.isEmpty() ? 1 : compare(is.get(), was.get()));
            case LESS_IS_TIGHTER -> toward(is.isEmpty() ? -1 : was.isEmpty() ? 1 : compare(was.get(), is.get()));
        };
    }

    /// Whether a list names something that another does not, each as it is written: `[one, other]`.
    private static boolean addsTo(String was, String is) {
        return !items(was).containsAll(items(is));
    }

    private static List<String> items(String list) {
        String inner = list.substring(1, list.length() - 1);
        return inner.isEmpty() ? List.of() : List.of(inner.split(", ", -1));
    }

    private static Direction toward(int tighter) {
        return tighter > 0 ? Direction.TIGHTER : Direction.LOOSER;
    }

    /// Compares two amounts of one unit; amounts of different units cannot be compared, so the first counts as
    /// less.
    private static int compare(String left, String right) {
        Optional<BigDecimal> first = number(left);
        Optional<BigDecimal> second = number(right);
        return first.isPresent() && second.isPresent() && unit(left) == unit(right)
                ? first.get().compareTo(second.get())
                : -1;
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(
                    switch (unit(text)) {
                        case SHARE -> new BigDecimal(text.substring(0, text.length() - 1));
                        case TIME -> BigDecimal.valueOf(DurationText.parse(text).toMillis());
                        case SEVERITY ->
                            BigDecimal.valueOf(
                                    SEVERITIES.indexOf(Amount.Severity.valueOf(text.toUpperCase(Locale.ROOT))));
                        case SIZE -> BigDecimal.valueOf(ByteSize.parse(text).bytes());
                        case NUMBER -> new BigDecimal(text);
                    });
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private enum Unit {
        SHARE,
        TIME,
        SEVERITY,
        SIZE,
        NUMBER
    }

    private static Unit unit(String text) {
        if (text.endsWith("%")) {
            return Unit.SHARE;
        }
        if (text.matches("[0-9]+[kMGT]B")) {
            return Unit.SIZE;
        }
        boolean digit = !text.isEmpty() && Character.isDigit(text.charAt(0));
        boolean letter = !text.isEmpty() && Character.isLetter(text.charAt(text.length() - 1));
        if (digit) {
            return letter ? Unit.TIME : Unit.NUMBER;
        }
        return Unit.SEVERITY;
    }

    private static boolean ends(String key, List<String> names) {
        return names.stream().anyMatch(name -> key.equals(name) || key.endsWith("." + name));
    }
}
