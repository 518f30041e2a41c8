package arelops.core.report;

import arelops.core.evidence.Json;
import arelops.core.id.Digest;
import arelops.core.policy.Report;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reports as canonical JSON: the summary that a job keeps, and the document that stands beside the ledger's entry.
public final class ReportJson {
    /// The name of the document beside an entry.
    public static final String DOCUMENT = "report.json";

    private ReportJson() {}

    /// What a judged run rests on, as evidence (EVD-2).
    public static Json document(CheckRun run, Report declared, Judgement judgement) {
        SortedMap<String, Json> out = new TreeMap<>();
        out.put("v", new Json.Whole(1));
        out.put("check", new Json.Text(run.rule().name()));
        out.put("format", new Json.Text(lower(declared.format())));
        out.put("files", new Json.Text(declared.glob()));
        out.put("outcome", new Json.Text(lower(judgement.outcome())));
        out.put("sentence", new Json.Text(judgement.sentence()));
        out.put("measured", new Json.Text(judgement.reading().measured()));
        out.put("needed", new Json.Text(judgement.reading().needed()));
        out.put("new", texts(judgement.fresh()));
        out.put("onTrunk", texts(judgement.known()));
        out.put(
                "command",
                new Json.Text(
                        switch (run.end()) {
                            case CommandEnd.Succeeded _ -> "succeeded";
                            case CommandEnd.Failed(String because) -> because;
                        }));
        run.report().ifPresent(report -> out.put("report", of(report)));
        return new Json.Members(out);
    }

    public static Json of(ReportResult result) {
        return switch (result) {
            case ReportResult.NoData(String because) -> {
                SortedMap<String, Json> out = new TreeMap<>();
                out.put("noData", new Json.Text(because));
                yield new Json.Members(out);
            }
            case ReportResult.Read(Findings findings, ReportResult.Origin origin) -> {
                SortedMap<String, Json> out = new TreeMap<>();
                out.put("files", new Json.Whole(origin.files()));
                out.put("bytes", new Json.Whole(origin.bytes()));
                out.put("digest", new Json.Text(origin.digest().toString()));
                switch (findings) {
                    case Findings.Tests tests -> out.put("tests", of(tests));
                    case Findings.Found found -> out.put("found", of(found));
                }
                yield new Json.Members(out);
            }
        };
    }

    private static Json of(Findings.Tests tests) {
        SortedMap<String, Json> out = new TreeMap<>();
        out.put("passed", new Json.Whole(tests.passed()));
        out.put("failed", new Json.Whole(tests.failed()));
        out.put("errors", new Json.Whole(tests.errors()));
        out.put("skipped", new Json.Whole(tests.skipped()));
        out.put("flaky", new Json.Whole(tests.flaky()));
        out.put("reruns", new Json.Whole(tests.reruns()));
        out.put("names", texts(tests.names()));
        return new Json.Members(out);
    }

    private static Json of(Findings.Found found) {
        SortedMap<String, Json> levels = new TreeMap<>();
        found.levels().forEach((level, count) -> levels.put(lower(level), new Json.Whole(count)));
        SortedMap<String, Json> out = new TreeMap<>();
        out.put("levels", new Json.Members(levels));
        out.put("suppressed", new Json.Whole(found.suppressed()));
        out.put(
                "listed",
                new Json.Items(found.listed().stream().map(ReportJson::of).toList()));
        return new Json.Members(out);
    }

    private static Json of(Finding finding) {
        SortedMap<String, Json> out = new TreeMap<>();
        out.put("level", new Json.Text(lower(finding.level())));
        out.put("id", new Json.Text(finding.id()));
        out.put("place", new Json.Text(finding.place()));
        out.put("line", new Json.Whole(finding.line()));
        return new Json.Members(out);
    }

    private static Json texts(List<String> texts) {
        return new Json.Items(texts.stream().<Json>map(Json.Text::new).toList());
    }

    /// The result that [#of(ReportResult)] wrote.
    ///
    /// @throws IllegalArgumentException where it is something else
    public static ReportResult read(Json json) {
        Members in = Members.of(json);
        if (in.has("noData")) {
            return new ReportResult.NoData(in.text("noData"));
        }
        ReportResult.Origin origin = new ReportResult.Origin(
                Math.toIntExact(Math.min(in.whole("files"), Integer.MAX_VALUE)),
                in.whole("bytes"),
                Digest.parse(in.text("digest")));
        Findings findings = in.has("tests") ? tests(in.members("tests")) : found(in.members("found"));
        return new ReportResult.Read(findings, origin);
    }

    private static Findings.Tests tests(Members in) {
        return new Findings.Tests(
                in.whole("passed"),
                in.whole("failed"),
                in.whole("errors"),
                in.whole("skipped"),
                in.whole("flaky"),
                in.whole("reruns"),
                in.items("names").stream().map(Members::text).toList());
    }

    private static Findings.Found found(Members in) {
        SortedMap<Level, Long> levels = new TreeMap<>();
        Members counts = in.members("levels");
        counts.names().forEach(name -> levels.put(level(name), counts.whole(name)));
        List<Finding> listed = in.items("listed").stream()
                .map(Members::of)
                .map(one -> new Finding(level(one.text("level")), one.text("id"), one.text("place"), one.whole("line")))
                .toList();
        return new Findings.Found(levels, in.whole("suppressed"), listed);
    }

    private static Level level(String name) {
        return Level.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
