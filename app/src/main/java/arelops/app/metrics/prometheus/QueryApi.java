package arelops.app.metrics.prometheus;

import arelops.app.ask.Credential;
import arelops.app.ask.ForeignServer;
import arelops.app.ask.Unanswered;
import arelops.app.metrics.QueryValue;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// The query API of one server.
final class QueryApi {
    /// A query that cannot be read, and one that cannot be carried out, such as one of series that do not match.
    private static final int WRONG_QUERY = 400;

    private static final int UNDOABLE = 422;

    private final ForeignServer server;
    private final Limits limits;

    QueryApi(URI server, Limits limits, Credential credential) {
        this.server = new ForeignServer(server, limits.query(), limits.bytes(), credential);
        this.limits = limits;
    }

    String server() {
        return server.address();
    }

    /// The samples themselves, not values at steps: those would repeat an old sample where a
    /// scrape is missing.
    ///
    /// @param left how much time there is
    Matrix samples(Selector selector, Instant from, Instant to, Duration left) throws Unanswered {
        String query = selector + "[" + Duration.between(from, to).toMillis() + "ms]";
        Duration deadline = left.compareTo(limits.query()) < 0 ? left : limits.query();
        if (!deadline.isPositive()) {
            throw new Unanswered("all its answers together took longer than " + limits.all());
        }
        ForeignServer.Answer answer = asked(query, to, "", deadline);
        if (answer.status() != 200) {
            throw refused(answer);
        }
        return new MatrixJson(from, to).read(answer.body().bytes());
    }

    /// The one number that a query gave at a moment.
    ///
    /// @param back how old what it rests on may be, where the server lets that be said
    QueryValue value(String query, Instant at, Duration back) throws Unanswered {
        ForeignServer.Answer answer = asked(query, at, "&lookback_delta=" + back.toMillis() + "ms", limits.query());
        if (answer.status() == WRONG_QUERY || answer.status() == UNDOABLE) {
            return new QueryValue.Nothing(refused(answer).because());
        }
        if (answer.status() != 200) {
            throw refused(answer);
        }
        return ValueJson.read(answer.body().bytes());
    }

    private ForeignServer.Answer asked(String query, Instant at, String more, Duration deadline) throws Unanswered {
        return server.get(
                "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&time=" + seconds(at)
                        + more + "&timeout=" + deadline.toMillis() + "ms",
                deadline);
    }

    private static Unanswered refused(ForeignServer.Answer answer) {
        return new Unanswered("it answers with " + answer.status() + ": "
                + MatrixJson.error(answer.body().bytes()));
    }

    private static String seconds(Instant at) {
        return at.getEpochSecond() + String.format(Locale.ROOT, ".%03d", at.getNano() / 1_000_000);
    }
}
