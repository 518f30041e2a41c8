package arelops.core.policy;

import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the line itself records of the users of one environment, beside what is always hidden.
///
/// @param environment whose requests are recorded
/// @param sample how many of the sessions, each whole or not at all
/// @param hide rules as `RULE` or `RULE=action`
/// @param skip requests that are not recorded, as `METHOD /path`
public record RecordingPolicy(
        EnvironmentName environment, Percent sample, Pace pace, Limits limits, List<String> hide, List<String> skip) {
    /// One recording follows the other.
    ///
    /// @param each how long one is
    /// @param keep how long it is kept after its end
    public record Pace(Duration each, Duration keep) {
        public static final Pace STANDARD = new Pace(Duration.ofHours(1), Duration.ofDays(14));
    }

    /// What recording may take.
    ///
    /// @param rate requests a second; further sessions are left out whole
    /// @param size of one recording on the disk; it is sealed there, and the next waits for its turn
    /// @param total of all that the line made; the oldest go first
    public record Limits(int rate, ByteSize size, ByteSize total) {
        public static final Limits STANDARD =
                new Limits(200, ByteSize.ofMegabytes(1_000), ByteSize.ofMegabytes(20_000));
    }

    public static final Percent DEFAULT_SAMPLE = Percent.of(10);

    public RecordingPolicy {
        hide = List.copyOf(hide);
        skip = List.copyOf(skip);
    }

    /// An environment's, and all else as usual.
    public static RecordingPolicy of(EnvironmentName environment) {
        return new RecordingPolicy(environment, DEFAULT_SAMPLE, Pace.STANDARD, Limits.STANDARD, List.of(), List.of());
    }

    /// The effective rules by the keys of the config.
    Map<String, String> text() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("traffic.record", environment.text());
        lines.put("traffic.sample", sample.toString());
        lines.put("traffic.each", DurationText.write(pace.each()));
        lines.put("traffic.keep", DurationText.write(pace.keep()));
        lines.put("traffic.rate", Integer.toString(limits.rate()));
        lines.put("traffic.size", limits.size().toString());
        lines.put("traffic.total", limits.total().toString());
        lines.put("traffic.hide", "[" + String.join(", ", hide) + "]");
        lines.put("traffic.skip", "[" + String.join(", ", skip) + "]");
        return lines;
    }

    /// The digest by which a recording says of which rules it is: equal for equal rules.
    public Digest digest() {
        return Digest.of(text().toString());
    }
}
