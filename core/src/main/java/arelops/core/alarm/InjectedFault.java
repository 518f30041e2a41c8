package arelops.core.alarm;

import arelops.core.policy.DurationText;
import arelops.core.policy.Percent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A fault that the router injects into the requests of one replay.
public sealed interface InjectedFault {
    /// The longest that a request is held back.
    Duration LONGEST = Duration.ofSeconds(60);

    /// The status that is answered where none is named.
    int USUAL_STATUS = 500;

    /// The share of the requests that it befalls.
    Percent share();

    /// The kind of fault, in one word.
    String name();

    /// These are answered with an error, and the app is not asked.
    ///
    /// @param status 500 to 599: what counts as an error
    record Errors(Percent share, int status) implements InjectedFault {
        /// Checks both.
        public Errors {
            check(share);
            if (status < 500 || status > 599) {
                throw new IllegalArgumentException("an error is a status of 500 to 599, not " + status);
            }
        }

        @Override
        public String name() {
            return "errors";
        }

        @Override
        public String toString() {
            return "errors=" + (status == USUAL_STATUS ? "" : status + "@") + share;
        }
    }

    /// These are held back before they go to the app.
    record Latency(Percent share, Duration by) implements InjectedFault {
        /// Checks both.
        public Latency {
            check(share);
            if (!by.isPositive() || by.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a request is held back for 1 ms to 60 s, not " + by);
            }
        }

        @Override
        public String name() {
            return "latency";
        }

        @Override
        public String toString() {
            return "latency=" + DurationText.write(by) + "@" + share;
        }
    }

    /// Their connections are closed without an answer, and the app is not asked.
    record Drop(Percent share) implements InjectedFault {
        /// Checks the share.
        public Drop {
            check(share);
        }

        @Override
        public String name() {
            return "drop";
        }

        @Override
        public String toString() {
            return "drop=" + share;
        }
    }

    /// Reads `errors=20%`, `errors=503@20%`, `latency=500ms@20%` or `drop=10%`.
    static InjectedFault parse(String text) {
        Matcher matcher = Form.TEXT.matcher(text);
        if (matcher.matches()) {
            String how = matcher.group("how");
            Percent share = new Percent(new BigDecimal(matcher.group("share")));
            switch (matcher.group("kind")) {
                case "errors" -> {
                    if (how == null || how.matches("\\d{3}")) {
                        return new Errors(share, how == null ? USUAL_STATUS : Integer.parseInt(how));
                    }
                }
                case "latency" -> {
                    if (how != null) {
                        return new Latency(share, DurationText.parse(how));
                    }
                }
                default -> {
                    if (how == null) {
                        return new Drop(share);
                    }
                }
            }
        }
        throw new IllegalArgumentException("no fault: '" + text + "'");
    }

    private static void check(Percent share) {
        if (share.value().signum() == 0 || share.compareTo(Percent.of(100)) > 0) {
            throw new IllegalArgumentException("a fault befalls more than 0% and at most 100%, not " + share);
        }
    }

    /// How faults are written.
    final class Form {
        private static final Pattern TEXT = Pattern.compile(
                "(?<kind>errors|latency|drop)=(?:(?<how>[^@%]{1,20})@)?(?<share>\\d{1,3}(?:\\.\\d{1,4})?)%");

        private Form() {}
    }
}
