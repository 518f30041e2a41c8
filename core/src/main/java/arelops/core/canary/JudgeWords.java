package arelops.core.canary;

import arelops.core.canary.Measured.Numbers;
import arelops.core.canary.Measured.Standing;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The one sentence of a look.
record JudgeWords(Judge judge, Judging judging, List<Measured> measures) {
    String sentence(Verdict verdict) {
        return switch (verdict) {
            case REJECT -> rejected(judging.rejected().orElseThrow());
            case NODATA -> "No data: " + missing() + ". This is neither a pass nor a rejection.";
            case PASS ->
                "Passed: " + names(measures) + (measures.size() == 1 ? " is" : " are")
                        + " shown to be within the limits, " + least() + ".";
            case CONTINUE -> "Not sure yet: " + open() + ".";
        };
    }

    private static String rejected(Rejection rejection) {
        String since = rejection.since() > 2 ? "since window " + rejection.since() + ", " : "";
        return "Rejected in window " + rejection.window() + ": " + since + compared(rejection.numbers())
                + "; the limit is " + limit(rejection.numbers()) + ", and it is worse with a certainty of "
                + certainty(-StrictMath.expm1(-rejection.logEvidence())) + ".";
    }

    private static String compared(Numbers numbers) {
        String bound = Double.isFinite(numbers.low()) && numbers.low() > numbers.limit()
                ? ", at least " + bound(numbers, numbers.low())
                : "";
        String change =
                Double.isFinite(numbers.estimate()) ? " (" + change(numbers, numbers.estimate()) + bound + ")" : "";
        return numbers.what() + " " + verb(numbers) + " " + amount(numbers, numbers.value()) + " against "
                + amount(numbers, numbers.baseline()) + change;
    }

    private static String bound(Numbers numbers, double ratio) {
        return numbers.what().equals(Judge.ERRORS) ? number(ratio) : change(numbers, ratio);
    }

    private static String verb(Numbers numbers) {
        return numbers.what().equals(Judge.ERRORS) ? "are" : "is";
    }

    private String missing() {
        Judging.Seen seen = judging.seen();
        int stale = judge.policy().needs().staleAfter();
        if (seen.stale() >= stale) {
            return seen.stale() == seen.windows()
                    ? "no window of " + judging.windows() + " has telemetry and traffic of both arms"
                    : "the last " + seen.stale() + " windows have no telemetry or no traffic in one of the arms";
        }
        if (seen.canaryRequests() < judge.policy().needs().requests()) {
            return "the canary served " + seen.canaryRequests() + " requests, and a verdict needs "
                    + judge.policy().needs().requests();
        }
        return judge.claims(judging.evidence()).stream()
                        .filter(claim -> claim.critical() && claim.stale() >= stale)
                        .map(claim -> claim.name())
                        .collect(Collectors.joining(" and "))
                + " had no values in the last " + stale + " windows or more";
    }

    private String least() {
        double all = measures.stream()
                .mapToDouble(one -> one.evidence().certainty())
                .min()
                .orElseThrow();
        return "each with a certainty of " + certainty(all) + (all > 0.9999 ? "" : " or more");
    }

    private String open() {
        List<Measured> unsure = measures.stream()
                .filter(one -> one.evidence().standing() != Standing.NOT_WORSE)
                .toList();
        if (unsure.isEmpty()) {
            return "everything is within the limits so far, and a pass needs "
                    + judge.policy().needs().windows() + " windows";
        }
        int horizon = judge.policy().needs().horizon();
        return unsure.stream().map(one -> open(one)).collect(Collectors.joining("; "))
                + (judging.windows() >= horizon
                        ? ". The horizon of " + horizon + " windows is reached, so the policy decides"
                        : "");
    }

    private String open(Measured one) {
        return switch (one.evidence().standing()) {
            case WORSE -> compared(one.numbers()) + " is worse than tolerated, but not critical";
            case NO_DATA -> one.name() + " has no values";
            case UNSURE, NOT_WORSE -> compared(one.numbers()) + ", and it takes more requests to be certain";
        };
    }

    private static String names(List<Measured> measures) {
        List<String> names = measures.stream().map(one -> one.name()).toList();
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    private static String limit(Numbers numbers) {
        return change(numbers, numbers.limit());
    }

    private static String change(Numbers numbers, double ratio) {
        return numbers.what().equals(Judge.ERRORS)
                ? number(ratio) + " times the odds"
                : String.format(Locale.ROOT, "%+.0f %%", 100 * (ratio - 1));
    }

    private static String amount(Numbers numbers, double value) {
        return switch (numbers.unit()) {
            case "share" -> percent(value);
            case "" -> number(value);
            default -> number(value) + " " + numbers.unit();
        };
    }

    private static String percent(double share) {
        double percent = 100 * share;
        return percent == 0 ? "0 %" : String.format(Locale.ROOT, percent < 0.1 ? "%.3f %%" : "%.2f %%", percent);
    }

    private static String certainty(double share) {
        return share > 0.9999 ? "more than 99.99 %" : percent(share);
    }

    private static String number(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }
}
