package arelops.core.difference;

import arelops.core.evidence.Json;
import arelops.core.policy.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a release answered differently than stable, as evidence.
///
/// @param recording what was sent
public record DifferenceEvidence(String recording, Requests requests, DifferenceReport report) {
    /// The three must be asked at about the same time: what an answer shows may change meanwhile.
    private static final Duration LATEST = Duration.ofSeconds(1);

    private static final int MOST_PLACES = 100;
    private static final int TOLD = 3;
    private static final int LONGEST = 120;
    private static final long NANOS_IN_MICRO = 1_000;

    /// What became of the recording's requests.
    ///
    /// @param asked sent to all three
    /// @param failed of them, those that one of the three did not answer
    /// @param unmatched those given up, because too many answers waited for a missing one
    /// @param fenced not sent
    /// @param late what 99 of 100 were late by at most, of the sender that was latest
    public record Requests(long asked, long failed, long unmatched, long fenced, Duration late) {}

    /// What it says. A place that is found is found, also where much was not answered; that nothing is found says
    /// something only where most was compared.
    public DifferenceVerdict verdict() {
        long compared = report.compared().pairs();
        if (requests.late().compareTo(LATEST) > 0) {
            return new DifferenceVerdict.Unknown("the sender was late by " + DurationText.write(whole(requests.late()))
                    + ", so that not all were asked at the same time");
        }
        if (!report.findings().isEmpty()) {
            return new DifferenceVerdict.Different(different());
        }
        if (!report.conclusive()) {
            return new DifferenceVerdict.Unknown("too little was compared: " + requests(compared) + ", "
                    + DifferenceReport.FEWEST + " are needed at least" + lost());
        }
        if (2 * compared < requests.asked()) {
            return new DifferenceVerdict.Unknown(
                    "too little was compared: " + count(compared) + " of " + requests(requests.asked()) + lost());
        }
        return new DifferenceVerdict.Alike(
                "nothing is answered differently than by stable; " + requests(compared) + " compared");
    }

    private static Duration whole(Duration time) {
        return Duration.ofMillis(time.toMillis());
    }

    private String lost() {
        return requests.failed() + requests.unmatched() == 0
                ? ""
                : "; " + count(requests.failed()) + " not answered by one of the three, " + count(requests.unmatched())
                        + " given up";
    }

    private String different() {
        List<Finding> found = report.findings();
        String more = found.size() > TOLD ? " and " + count((long) found.size() - TOLD) + " more" : "";
        return (found.size() == 1 ? "1 place is" : count(found.size()) + " places are")
                + " answered differently than by stable, of "
                + requests(report.compared().pairs()) + ": "
                + found.stream().limit(TOLD).map(DifferenceEvidence::words).collect(Collectors.joining("; "))
                + more;
    }

    private static String words(Finding finding) {
        Finding.Counts counts = finding.counts();
        return brief(finding.route()) + " " + brief(finding.place()) + " ("
                + finding.aspect().words() + ", " + count(counts.raw()) + " of " + count(counts.pairs())
                + (counts.noise() == 0 ? "" : ", noise " + count(counts.noise())) + ")";
    }

    private static String requests(long number) {
        return count(number) + (number == 1 ? " request" : " requests");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String brief(String text) {
        String plain = plain(text);
        return plain.length() <= LONGEST ? plain : plain(plain.substring(0, LONGEST - 1)) + "…";
    }

    /// A text of an app's that every screen can show and UTF-8 can write.
    private static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> out.appendCodePoint(
                        switch (Character.getType(c)) {
                            case Character.CONTROL,
                                    Character.FORMAT,
                                    Character.SURROGATE,
                                    Character.LINE_SEPARATOR,
                                    Character.PARAGRAPH_SEPARATOR -> '·';
                            default -> c;
                        }));
        return out.toString();
    }

    /// One file beside the ledger's entry.
    public Json json() {
        DifferenceVerdict verdict = verdict();
        Map<String, Json> out = new TreeMap<>();
        out.put("recording", new Json.Text(recording));
        out.put("because", new Json.Text(verdict.because()));
        out.put(
                "verdict",
                new Json.Text(
                        switch (verdict) {
                            case DifferenceVerdict.Alike _ -> "alike";
                            case DifferenceVerdict.Different _ -> "different";
                            case DifferenceVerdict.Unknown _ -> "unknown";
                        }));
        out.put("requests", written());
        out.put("room", room());
        out.put("found", new Json.Whole(report.findings().size()));
        out.put("places", places());
        return members(out);
    }

    private Json written() {
        return members(Map.of(
                "asked", new Json.Whole(requests.asked()),
                "compared", new Json.Whole(report.compared().pairs()),
                "failed", new Json.Whole(requests.failed()),
                "unmatched", new Json.Whole(requests.unmatched()),
                "fenced", new Json.Whole(requests.fenced()),
                "late", new Json.Whole(requests.late().toNanos() / NANOS_IN_MICRO)));
    }

    private Json room() {
        DifferenceReport.Compared compared = report.compared();
        return members(Map.of(
                "routes", new Json.Whole(compared.routes()),
                "places", new Json.Whole(compared.places()),
                "requestsOfOtherRoutes", new Json.Whole(compared.otherRoute()),
                "differencesNotCounted", new Json.Whole(compared.withoutRoom())));
    }

    /// The first places, those that differ most often first.
    private Json places() {
        return new Json.Items(report.findings().stream()
                .limit(MOST_PLACES)
                .map(DifferenceEvidence::place)
                .toList());
    }

    private static Json place(Finding finding) {
        Finding.Counts counts = finding.counts();
        return members(Map.of(
                "route", new Json.Text(plain(finding.route())),
                "place", new Json.Text(plain(finding.place())),
                "kind", new Json.Text(finding.aspect().name().toLowerCase(Locale.ROOT)),
                "compared", new Json.Whole(counts.pairs()),
                "differing", new Json.Whole(counts.raw()),
                "noise", new Json.Whole(counts.noise()),
                "alone", new Json.Whole(counts.alone()),
                "examples",
                        new Json.Items(finding.examples().stream()
                                .map(DifferenceEvidence::example)
                                .toList())));
    }

    private static Json example(Example example) {
        return members(Map.of(
                "number", new Json.Whole(example.number()),
                "request", new Json.Text(plain(example.request())),
                "stable", new Json.Text(plain(example.stable())),
                "release", new Json.Text(plain(example.candidate()))));
    }

    private static Json members(Map<String, Json> members) {
        return new Json.Members(new TreeMap<>(members));
    }
}
