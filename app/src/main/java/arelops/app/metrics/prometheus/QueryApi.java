package arelops.app.metrics.prometheus;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The query API of one server: every question has a deadline, every answer a greatest size.
final class QueryApi {
    private final String base;
    private final Limits limits;
    private final HttpClient client;

    QueryApi(URI server, Limits limits) {
        String scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || server.getHost() == null) {
            throw new IllegalArgumentException("is no http or https address: " + server);
        }
        if (server.getUserInfo() != null || server.getQuery() != null || server.getFragment() != null) {
            throw new IllegalArgumentException("has more than host, port and path");
        }
        this.base = server.toString().replaceAll("/+$", "");
        this.limits = limits;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.query())
                .build();
    }

    String server() {
        return base;
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
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1/query?query="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8)
                        + "&time=" + seconds(to)
                        + "&timeout=" + deadline.toMillis() + "ms"))
                .timeout(deadline)
                .header("Accept", "application/json")
                .GET()
                .build();
        HttpResponse<byte[]> response = send(request, deadline);
        int status = response.statusCode();
        if (status / 100 == 3) {
            throw new Unanswered("it redirects to "
                    + MatrixJson.cut(response.headers().firstValue("Location").orElse("nowhere"))
                    + ", which is not followed");
        }
        if (status != 200) {
            throw new Unanswered("it answers with " + status + ": " + MatrixJson.error(response.body()));
        }
        return new MatrixJson(from, to).read(response.body());
    }

    private static String seconds(Instant at) {
        return at.getEpochSecond() + String.format(Locale.ROOT, ".%03d", at.getNano() / 1_000_000);
    }

    /// The deadline of a request ends with its headers, and a body may come for ever: so the
    /// whole of it has one.
    private HttpResponse<byte[]> send(HttpRequest request, Duration deadline) throws Unanswered {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.bytes()));
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Unanswered("it did not answer within " + deadline.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new Unanswered(lost(Optional.ofNullable(e.getCause()).orElse(e), deadline), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("the question was broken off", e);
        } finally {
            answer.cancel(true);
        }
    }

    private String lost(Throwable cause, Duration deadline) {
        return switch (cause) {
            case java.net.http.HttpTimeoutException _ -> "it did not answer within " + deadline.toMillis() + " ms";
            case java.net.ConnectException _ -> "nothing answers there";
            case IOException io
            when String.valueOf(io.getMessage()).contains("exceeds capacity") ->
                "its answer is larger than " + limits.bytes() + " bytes";
            default -> "its answer was lost: " + MatrixJson.cut(String.valueOf(cause.getMessage()));
        };
    }
}
