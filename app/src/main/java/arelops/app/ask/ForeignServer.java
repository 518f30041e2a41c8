package arelops.app.ask;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One server that is not ours: every question has a deadline, every answer a greatest size.
public final class ForeignServer {
    private final String base;
    private final Duration longest;
    private final long bytes;
    private final Credential credential;
    private final HttpClient client;

    /// What came: a status that is no redirect, and the body.
    public record Answer(int status, Body body) {}

    /// The bytes of an answer.
    public static final class Body {
        private final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /// @param longest the longest time of one answer
    /// @param bytes the greatest size of one answer
    public ForeignServer(URI server, Duration longest, long bytes, Credential credential) {
        String scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || server.getHost() == null) {
            throw new IllegalArgumentException("is no http or https address: " + server);
        }
        if (server.getUserInfo() != null || server.getQuery() != null || server.getFragment() != null) {
            throw new IllegalArgumentException("has more than host, port and path");
        }
        this.base = server.toString().replaceAll("/+$", "");
        this.longest = longest;
        this.bytes = bytes;
        this.credential = credential;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(longest)
                .build();
    }

    public String address() {
        return base;
    }

    /// Asks for JSON.
    ///
    /// @param what the path below the address, with its query
    /// @param deadline how long it may take; cut to the longest time of one answer
    public Answer get(String what, Duration deadline) throws Unanswered {
        Duration within = deadline.compareTo(longest) < 0 ? deadline : longest;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + what))
                .timeout(within)
                .header("Accept", "application/json")
                .GET();
        Optional<String> token = credential.token();
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        HttpResponse<byte[]> response = send(request.build(), within);
        if (response.statusCode() / 100 == 3) {
            throw new Unanswered("it redirects to "
                    + Foreign.cut(response.headers().firstValue("Location").orElse("nowhere"))
                    + ", which is not followed");
        }
        return new Answer(response.statusCode(), new Body(response.body()));
    }

    /// The deadline of a request ends with its headers, and a body may come for ever: so the
    /// whole of it has one.
    private HttpResponse<byte[]> send(HttpRequest request, Duration deadline) throws Unanswered {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), bytes));
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
                "its answer is larger than " + bytes + " bytes";
            default -> "its answer was lost: " + Foreign.cut(String.valueOf(cause.getMessage()));
        };
    }
}
