package arelops.app.metrics.prometheus;

import arelops.app.ask.Foreign;
import arelops.app.ask.Unanswered;
import arelops.app.metrics.QueryValue;
import com.fasterxml.jackson.databind.JsonNode;

/// Reads the answer to an instant query that gives one number, in the form of the HTTP API of Prometheus.
final class ValueJson {
    private ValueJson() {}

    static QueryValue read(byte[] body) throws Unanswered {
        JsonNode data = MatrixJson.data(body);
        return switch (data.path("resultType").asText()) {
            case "scalar" -> value(data.path("result"));
            case "vector" -> vector(data.path("result"));
            default ->
                new QueryValue.Nothing("the query gives no number, but a "
                        + Foreign.cut(data.path("resultType").asText()));
        };
    }

    private static QueryValue vector(JsonNode result) throws Unanswered {
        int series = MatrixJson.array(result).size();
        if (series == 0) {
            return new QueryValue.Nothing("the query finds no series");
        }
        if (series > 1) {
            return new QueryValue.Nothing(
                    "the query gives " + series + " numbers, not one: sum(...) or max(...) makes one of them");
        }
        JsonNode one = result.path(0);
        return one.has("value")
                ? value(one.path("value"))
                : new QueryValue.Nothing("the query gives no number, but a histogram");
    }

    private static QueryValue value(JsonNode pair) throws Unanswered {
        if (!pair.isArray() || pair.size() != 2) {
            throw new Unanswered("its answer has no pair of a time and a value");
        }
        double number = MatrixJson.parse(pair.path(1));
        return Double.isFinite(number)
                ? new QueryValue.Told(number)
                : new QueryValue.Nothing("the query gives " + pair.path(1).asText());
    }
}
