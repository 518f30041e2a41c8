package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.ask.Credential;
import arelops.app.ask.Unanswered;
import arelops.app.canary.Samples;
import arelops.app.canary.SamplesJson;
import arelops.app.fault.Fault;
import arelops.app.metrics.ArmReading;
import arelops.app.metrics.Readings;
import arelops.app.metrics.Stretch;
import arelops.app.metrics.prometheus.Limits;
import arelops.app.metrics.prometheus.Matchers;
import arelops.app.metrics.prometheus.Measures;
import arelops.app.metrics.prometheus.PrometheusSource;
import arelops.core.canary.Situation;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `canary record`: writes windows of two arms, out of a Prometheus, as `canary judge` reads them.
@Command(
        name = "record",
        description =
                "Write windows of a canary and its baseline, out of a Prometheus, as canary judge reads them: JSON on the output. Exit: 0 written, 6 written and an arm has no data, 5 the server gave none.")
final class RecordCommand implements Callable<Integer> {
    private static final String CODE = "canary.record";

    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Option(names = "--prometheus", required = true, paramLabel = "URL", description = "The server.")
    private String prometheus = "";

    @Option(
            names = "--baseline",
            required = true,
            paramLabel = "SELECTOR",
            description = "The labels of the baseline's series, for example 'track=\"baseline\"'.")
    private String baseline = "";

    @Option(
            names = "--canary",
            required = true,
            paramLabel = "SELECTOR",
            description = "The labels of the canary's series.")
    private String canary = "";

    @Option(
            names = "--requests",
            paramLabel = "METRIC",
            defaultValue = "http_requests_total",
            description = "The counter of requests, with or without labels; default: ${DEFAULT-VALUE}.")
    private String requests = "";

    @Option(
            names = "--errors",
            paramLabel = "SELECTOR",
            defaultValue = "code=~\"5..\"",
            description =
                    "The labels of failed requests among those, or a counter of its own; default: ${DEFAULT-VALUE}.")
    private String errors = "";

    @Option(
            names = "--latency",
            paramLabel = "METRIC",
            description = "The histogram of latencies, classic (its name without _bucket) or native; default: none.")
    private String latency = "";

    @Option(
            names = "--latency-unit",
            paramLabel = "UNIT",
            defaultValue = "s",
            description = "What the histogram counts: s or ms; default: ${DEFAULT-VALUE}.")
    private String unit = "s";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "When the first window starts: 2026-01-02T12:00:00Z, or how long ago: 1h.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "When the last window has ended.")
    private String to = "";

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            defaultValue = "60s",
            description = "How long a window is, in whole seconds; default: ${DEFAULT-VALUE}.")
    private String window = "60s";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The file whose first line is the bearer token that the server asks for.")
    private String tokenFile = "";

    @Option(names = "--token-env", paramLabel = "NAME", description = "The shell's variable that holds it.")
    private String tokenVariable = "";

    RecordCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        Stretch stretch = stretch();
        return switch (source().read(stretch)) {
            case Readings.Failed(String because) ->
                throw new Fault(
                        Fault.Kind.UNREACHABLE,
                        "canary.source",
                        "No windows were read. " + because,
                        "Check the address and the server, and try again. Nothing was written.");
            case Readings.Taken taken -> written(session, stretch, taken);
        };
    }

    private static int written(Session session, Stretch stretch, Readings.Taken taken) {
        Samples samples = new Samples(
                new Situation(taken.latency(), OptionalDouble.empty()),
                stretch.window().toSeconds(),
                taken.windows(),
                List.of());
        session.json(new Doc(SamplesJson.write(samples)));
        List<String> notes = new ArrayList<>(taken.notes());
        boolean baseline = told("baseline", taken.baseline(), notes);
        boolean canary = told("canary", taken.canary(), notes);
        notes.forEach(session::note);
        return baseline && canary ? Exit.GOOD : Exit.NO_DATA;
    }

    /// Says how many windows are empty and why; true if there is one that is not.
    private static boolean told(String arm, List<ArmReading> windows, List<String> notes) {
        Map<String, Integer> reasons = new TreeMap<>();
        for (ArmReading reading : windows) {
            if (reading instanceof ArmReading.Nothing(String because)) {
                reasons.merge(because, 1, Integer::sum);
            }
        }
        reasons.forEach((because, times) -> notes.add("No telemetry in " + times + " of " + windows.size()
                + " windows of the " + arm + ": " + because + "."));
        return windows.stream().anyMatch(reading -> reading.window().isPresent());
    }

    private PrometheusSource source() {
        Function<String, Measures.Latency> histogram = switch (unit) {
            case "s" -> Measures.Latency::seconds;
            case "ms" -> Measures.Latency::milliseconds;
            default -> throw usage("--latency-unit", "is s or ms, not " + unit);
        };
        URI server = given("--prometheus", prometheus, URI::create);
        Measures measures = new Measures(
                given("--requests", requests, Measures.Requests::parse),
                given("--errors", errors, Measures.Errors::parse),
                latency.isEmpty() ? Optional.empty() : Optional.of(given("--latency", latency, histogram)));
        PrometheusSource.Arms arms = given(
                "--canary",
                canary,
                text -> new PrometheusSource.Arms(given("--baseline", baseline, Matchers::new), new Matchers(text)));
        Credential credential = credential();
        return given(
                "--prometheus",
                prometheus,
                _ -> new PrometheusSource(server, Limits.standard(), measures, arms, credential));
    }

    /// The token is no option itself: every process of the machine may read those.
    private Credential credential() {
        if (!tokenFile.isEmpty() && !tokenVariable.isEmpty()) {
            throw usage("--token-file", "and --token-env both name a token: one is asked for");
        }
        if (!tokenFile.isEmpty()) {
            return there("--token-file", Credential.inFile(world.folder().resolve(tokenFile)));
        }
        if (!tokenVariable.isEmpty()) {
            String text = world.environment().getOrDefault(tokenVariable, "");
            return there("--token-env", Credential.of(text, "the variable " + tokenVariable));
        }
        return Credential.NONE;
    }

    /// One that is not there is told before anything is asked.
    private static Credential there(String option, Credential credential) {
        try {
            Optional<String> token = credential.token();
            return () -> token;
        } catch (Unanswered e) {
            throw usage(option, "gives no token: " + e.because());
        }
    }

    private Stretch stretch() {
        Duration length = Session.duration(window);
        if (length.toMillisPart() != 0 || length.isZero()) {
            throw usage("--window", "is in whole seconds, not " + window);
        }
        Instant start = time("--from", from);
        Instant end = time("--to", to);
        return given("--from and --to:", from, _ -> Stretch.between(start, end, length));
    }

    private Instant time(String option, String text) {
        if (text.matches("[0-9]+(ms|s|m|h|d).*")) {
            Instant ago = world.clock().instant().minus(Session.duration(text));
            return Instant.ofEpochSecond(ago.getEpochSecond());
        }
        try {
            return Instant.ofEpochMilli(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw usage(option, "is a time such as 2026-01-02T12:00:00Z, or how long ago, such as 1h, not " + text);
        }
    }

    private static <T> T given(String option, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw usage(option, String.valueOf(e.getMessage()));
        }
    }

    private static Fault usage(String option, String what) {
        return new Fault(Fault.Kind.INPUT, CODE, option + " " + what, "arelops canary record --help");
    }
}
