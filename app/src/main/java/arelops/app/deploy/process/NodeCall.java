package arelops.app.deploy.process;

import arelops.app.deploy.Reply;
import arelops.app.deploy.wire.NodeFile;
import arelops.app.deploy.wire.Trouble;
import arelops.app.deploy.wire.Wire;
import arelops.app.fault.Fault;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// One question to the node of a data folder, over its control port, with a deadline.
///
/// The port and the secret are read anew each time, so that a restarted node is found.
final class NodeCall {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final Path data;
    private final Duration deadline;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    NodeCall(Path data, Duration deadline, InstantSource clock) {
        this.data = data;
        this.deadline = deadline;
        this.clock = clock;
    }

    <T> Reply<T> ask(String path, Object body, Class<T> type) {
        try {
            Optional<NodeFile> node = NodeFile.read(data);
            if (node.isEmpty()) {
                return new Reply.Unknown<>("No node runs on " + data + ".");
            }
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + node.get().control() + path))
                    .timeout(deadline)
                    .header(
                            NodeFile.SECRET_HEADER,
                            Files.readString(NodeFile.secretFile(data)).strip())
                    .header(
                            NodeFile.EXPIRES_HEADER,
                            Long.toString(clock.instant().plus(deadline).toEpochMilli()))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Wire.MAPPER.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                return new Reply.Unknown<>(
                        Wire.MAPPER.readValue(response.body(), Trouble.class).because());
            }
            return new Reply.Known<>(Wire.MAPPER.readValue(response.body(), type));
        } catch (HttpTimeoutException e) {
            return new Reply.Unknown<>("The node did not answer within " + deadline.toSeconds() + " s.");
        } catch (ConnectException e) {
            return new Reply.Unknown<>("The node on " + data + " does not answer: it is not running.");
        } catch (JsonProcessingException e) {
            return new Reply.Unknown<>("The node gave no answer that can be read; it may be starting or stopping.");
        } catch (IOException e) {
            return new Reply.Unknown<>("The node's answer was lost: " + e + ".");
        } catch (Fault e) {
            return new Reply.Unknown<>(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Unknown<>("The question to the node was broken off.");
        }
    }
}
