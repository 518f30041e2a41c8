package arelops.core.report;

import arelops.core.gate.Gate;
import arelops.core.policy.Amount;
import arelops.core.report.Judgement.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Judges findings: none may be worse than the limit, or, where the limit is a number, there may not be more.
record FoundJudge(Amount limit, Findings.Found found) {
    static String needed(Amount limit) {
        return switch (limit) {
            case Amount.Severity severity -> "none worse than " + severity;
            case Amount.Count count -> "at most " + count;
            case Amount.Share _, Amount.Time _ -> throw notHeld(limit);
        };
    }

    private static IllegalArgumentException notHeld(Amount limit) {
        return new IllegalArgumentException("findings are not held to " + limit);
    }

    Judgement judged(Optional<Findings> trunk) {
        Gate.Reading reading = new Gate.Reading(levels(), needed(limit));
        long over = over();
        if (over == 0) {
            return Judgement.of(
                    Outcome.PASSED, Words.findings(found.total()) + levelsInWords() + suppressed(), reading);
        }
        List<Finding> bad = found.listed().stream().filter(isOver()).toList();
        List<Finding> fresh = new ArrayList<>();
        List<Finding> known = new ArrayList<>();
        Optional<Map<String, Integer>> before =
                trunk.filter(_ -> found.isNamed()).flatMap(FoundJudge::counted);
        before.ifPresent(names -> bad.forEach(one -> (isKnown(names, one) ? known : fresh).add(one)));
        String told =
                before.isPresent() ? Words.freshAndKnown(names(fresh), names(known)) : Words.some(names(bad), over);
        return new Judgement(
                Outcome.FAILED,
                Words.findings(over) + " over the limit " + limit + " (" + levels() + ")" + suppressed() + told,
                reading,
                names(fresh),
                names(known));
    }

    private long over() {
        return switch (limit) {
            case Amount.Severity severity ->
                found.levels().entrySet().stream()
                        .filter(level -> level.getKey().isOver(severity))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
            case Amount.Count count ->
                BigDecimal.valueOf(found.total()).compareTo(count.value()) > 0 ? found.total() : 0;
            case Amount.Share _, Amount.Time _ -> throw notHeld(limit);
        };
    }

    private Predicate<Finding> isOver() {
        return switch (limit) {
            case Amount.Severity severity -> finding -> finding.level().isOver(severity);
            case Amount.Count _ -> _ -> true;
            case Amount.Share _, Amount.Time _ -> throw notHeld(limit);
        };
    }

    private String levels() {
        return found.levels().isEmpty()
                ? "0"
                : found.levels().reversed().entrySet().stream()
                        .map(level -> level.getValue() + " " + level.getKey())
                        .collect(Collectors.joining(", "));
    }

    private String levelsInWords() {
        return found.levels().isEmpty() ? "" : " (" + levels() + "), " + needed(limit) + " asked for";
    }

    private String suppressed() {
        return found.suppressed() == 0 ? "" : ", " + found.suppressed() + " suppressed";
    }

    /// How often trunk has each, where its report names all of them; the line does not count, as it
    /// changes with what is written above.
    private static Optional<Map<String, Integer>> counted(Findings trunk) {
        return switch (trunk) {
            case Findings.Tests _ -> Optional.empty();
            case Findings.Found known when !known.isNamed() -> Optional.empty();
            case Findings.Found known -> {
                Map<String, Integer> counts = new HashMap<>();
                known.listed().forEach(one -> counts.merge(one.stable(), 1, Integer::sum));
                yield Optional.of(counts);
            }
        };
    }

    private static boolean isKnown(Map<String, Integer> trunk, Finding finding) {
        int left = trunk.getOrDefault(finding.stable(), 0);
        trunk.put(finding.stable(), left - 1);
        return left > 0;
    }

    private static List<String> names(List<Finding> findings) {
        return findings.stream().map(Finding::toString).toList();
    }
}
