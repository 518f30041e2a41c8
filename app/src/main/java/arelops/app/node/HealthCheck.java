package arelops.app.node;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;

/// Asks an instance's health path once, on a connection of its own.
final class HealthCheck {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient client;

    HealthCheck(HttpClient client) {
        this.client = client;
    }

    /// What one question found out.
    sealed interface Finding {
        record Good() implements Finding {}

        /// Nobody listens on the port.
        record NotListening() implements Finding {}

        /// It answered otherwise; the words continue a sentence that names path and port.
        record Bad(String how) implements Finding {}
    }

    Finding ask(int port, String path) {
        CompletableFuture<Finding> answer = new CompletableFuture<>();
        client.newRequest("127.0.0.1", port)
                .path(path)
                .headers(headers -> headers.put("Connection", "close").put("User-Agent", "arelops-health"))
                .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .onResponseHeaders(response -> answer.complete(judge(response.getStatus())))
                .send(result -> {
                    Throwable failure = result.getFailure();
                    if (failure != null) {
                        answer.complete(judge(failure));
                    }
                });
        try {
            return answer.get(LIMIT.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Finding.Bad("was not asked to the end");
        } catch (ExecutionException | TimeoutException e) {
            return new Finding.Bad("did not answer within " + LIMIT.toSeconds() + " s");
        }
    }

    private static Finding judge(int status) {
        return status >= 200 && status < 300
                ? new Finding.Good()
                : new Finding.Bad("answered " + status + " instead of 2xx");
    }

    private static Finding judge(Throwable failure) {
        if (failure instanceof ConnectException) {
            return new Finding.NotListening();
        }
        if (failure instanceof TimeoutException) {
            return new Finding.Bad("did not answer within " + LIMIT.toSeconds() + " s");
        }
        return new Finding.Bad("closed the connection without a proper HTTP answer");
    }
}
