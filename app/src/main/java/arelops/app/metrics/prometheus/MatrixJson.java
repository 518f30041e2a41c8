package arelops.app.metrics.prometheus;

import arelops.app.ask.Foreign;
import arelops.app.ask.Unanswered;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads the answer to an instant query of a range vector, in the form of the HTTP API of
/// Prometheus (<https://prometheus.io/docs/prometheus/latest/querying/api/>).
final class MatrixJson {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Pattern NO_NUMBER = Pattern.compile("NaN|[-+]?Inf");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(64)
                            .maxStringLength(100_000)
                            .maxNameLength(1000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Instant from;
    private final Instant to;
    private final SortedSet<String> schemas = new TreeSet<>();

    /// @param from before it no sample was asked for
    /// @param to after it neither
    MatrixJson(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    Matrix read(byte[] body) throws Unanswered {
        JsonNode data = data(body);
        if (!data.path("resultType").asText().equals("matrix")) {
            throw new Unanswered("its answer is no matrix of samples");
        }
        return matrix(array(data.path("result")));
    }

    /// The `data` of an answer that is whole.
    static JsonNode data(byte[] body) throws Unanswered {
        JsonNode answer = tree(body);
        if (!answer.path("status").asText().equals("success")) {
            throw new Unanswered("its answer says: " + error(answer));
        }
        if (!answer.path("warnings").isEmpty()) {
            throw new Unanswered("it warns that its answer may not be whole: "
                    + Foreign.cut(answer.path("warnings").path(0).asText()));
        }
        return answer.path("data");
    }

    private Matrix matrix(JsonNode result) throws Unanswered {
        List<Series> numbers = new ArrayList<>();
        List<Series> histograms = new ArrayList<>();
        for (JsonNode one : result) {
            Map<String, String> labels = new TreeMap<>();
            for (Map.Entry<String, JsonNode> label : one.path("metric").properties()) {
                labels.put(label.getKey(), label.getValue().asText());
            }
            if (one.has("values")) {
                numbers.add(new Series(labels, samples(one.path("values"), MatrixJson::number)));
            }
            if (one.has("histograms")) {
                histograms.add(new Series(labels, samples(one.path("histograms"), this::histogram)));
            }
        }
        return new Matrix(numbers, histograms, schemas);
    }

    /// The `error` of an answer that is no success, or what it is instead.
    static String error(byte[] body) {
        try {
            return error(tree(body));
        } catch (Unanswered e) {
            return e.because();
        }
    }

    private static String error(JsonNode answer) {
        return answer.path("error").isTextual()
                ? Foreign.cut(answer.path("error").asText())
                : "no status of success";
    }

    private static JsonNode tree(byte[] body) throws Unanswered {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new Unanswered("its answer is no JSON, or not all of it", e);
        }
    }

    private interface Value {
        Optional<Tally> of(JsonNode node) throws Unanswered;
    }

    private List<Series.Sample> samples(JsonNode pairs, Value value) throws Unanswered {
        List<Series.Sample> samples = new ArrayList<>();
        Instant last = Instant.MIN;
        for (JsonNode pair : array(pairs)) {
            if (pair.size() != 2 || !pair.path(0).isNumber()) {
                throw new Unanswered("a sample in its answer is no pair of a time and a value");
            }
            Instant at = at(pair.path(0).doubleValue());
            if (!at.isAfter(last)) {
                throw new Unanswered("the samples in its answer are not in order");
            }
            last = at;
            samples.add(new Series.Sample(at, value.of(pair.path(1))));
        }
        return samples;
    }

    private Instant at(double seconds) throws Unanswered {
        double millis = seconds * 1000;
        if (!(millis >= from.toEpochMilli() - 1.0 && millis <= to.toEpochMilli() + 1.0)) {
            throw new Unanswered("its answer has samples of other times than were asked for");
        }
        return Instant.ofEpochMilli(Math.round(millis));
    }

    private static Optional<Tally> number(JsonNode value) throws Unanswered {
        return count(value).map(Tally::counter);
    }

    /// A number that can be a count; empty for NaN, infinite and negative ones.
    private static Optional<Double> count(JsonNode value) throws Unanswered {
        double number = parse(value);
        return number >= 0 && Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    }

    static double parse(JsonNode value) throws Unanswered {
        String text = value.isTextual() ? value.textValue() : "";
        if (NO_NUMBER.matcher(text).matches()) {
            return switch (text) {
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.NaN;
            };
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new Unanswered("a value in its answer is no number: " + Foreign.cut(value.toString()));
        }
        return Double.parseDouble(text);
    }

    /// Buckets as `[rule, left, right, count]`; a latency below nought makes the whole sample
    /// unreadable.
    private Optional<Tally> histogram(JsonNode value) throws Unanswered {
        SortedMap<Double, Double> counts = new TreeMap<>();
        if (count(value.path("count")).isEmpty()) {
            return Optional.empty();
        }
        for (JsonNode bucket : value.path("buckets")) {
            double left = parse(bucket.path(1));
            double right = parse(bucket.path(2));
            Optional<Double> count = count(bucket.path(3));
            if (count.isEmpty() || Double.isNaN(right) || (right <= 0 && count.get() > 0)) {
                return Optional.empty();
            }
            if (left > 0 && Double.isFinite(right)) {
                schemas.add("native, schema " + schema(right / left));
            }
            counts.merge(right, count.get(), Double::sum);
        }
        return Optional.of(new Tally(counts));
    }

    /// Neighbouring bounds of schema n are 2^(2^-n) apart.
    private static long schema(double growth) {
        return Math.round(-Math.log(Math.log(growth) / Math.log(2)) / Math.log(2));
    }

    static JsonNode array(JsonNode node) throws Unanswered {
        if (!node.isArray()) {
            throw new Unanswered("its answer has no list where the API has one");
        }
        return node;
    }
}
