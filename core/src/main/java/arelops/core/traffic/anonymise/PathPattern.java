package arelops.core.traffic.anonymise;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A rule for paths of URLs: the segments that must be there, and those that are hidden.
final class PathPattern {
    private final byte[][] segments;
    private final Decision decision;

    PathPattern(List<Step> steps, Decision decision) {
        segments = new byte[steps.size()][];
        for (int i = 0; i < segments.length; i++) {
            segments[i] = steps.get(i) instanceof Step.Named named
                    ? named.name().getBytes(StandardCharsets.UTF_8)
                    : new byte[0];
        }
        this.decision = decision;
    }

    /// What it says of a segment of a path.
    ///
    /// @param starts where the path's segments begin
    /// @param ends where they end
    Decision of(byte[] in, int[] starts, int[] ends, int count, int segment) {
        if (segment >= segments.length || segments.length > count || segments[segment].length > 0) {
            return Decision.NONE;
        }
        for (int i = 0; i < segments.length; i++) {
            byte[] wanted = segments[i];
            if (wanted.length > 0 && !Arrays.equals(in, starts[i], ends[i], wanted, 0, wanted.length)) {
                return Decision.NONE;
            }
        }
        return decision;
    }
}
