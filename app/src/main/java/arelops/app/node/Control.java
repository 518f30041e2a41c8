package arelops.app.node;

import arelops.app.deploy.Answer;
import arelops.app.deploy.LogPart;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Usage;
import arelops.app.deploy.Windows;
import arelops.app.deploy.wire.FaultCommand;
import arelops.app.deploy.wire.FaultEnd;
import arelops.app.deploy.wire.LogsQuestion;
import arelops.app.deploy.wire.NodeFile;
import arelops.app.deploy.wire.RecordCommand;
import arelops.app.deploy.wire.RecordEnd;
import arelops.app.deploy.wire.RecordingsAnswer;
import arelops.app.deploy.wire.RedirectCommand;
import arelops.app.deploy.wire.RetireCommand;
import arelops.app.deploy.wire.RouteCommand;
import arelops.app.deploy.wire.StartCommand;
import arelops.app.deploy.wire.StopCommand;
import arelops.app.deploy.wire.Trouble;
import arelops.app.deploy.wire.UsageQuestion;
import arelops.app.deploy.wire.WindowsQuestion;
import arelops.app.deploy.wire.Wire;
import arelops.app.fault.Fault;
import arelops.core.id.Slot;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The node's side of the control port: JSON commands and questions of whoever has the secret of the data folder.
final class Control extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(Control.class);
    private static final int LARGEST = 4 << 20;

    private final Node node;
    private final byte[] secret;

    Control(Node node, String secret) {
        this.node = node;
        this.secret = secret.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Thread.ofVirtual().name("control").start(() -> answer(request, response, callback));
        return true;
    }

    private void answer(Request request, Response response, Callback callback) {
        String given = request.getHeaders().get(NodeFile.SECRET_HEADER);
        if (given == null || !MessageDigest.isEqual(secret, given.getBytes(StandardCharsets.UTF_8))) {
            write(response, 403, new Trouble("The node's secret is missing or wrong."), callback);
            return;
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(LARGEST);
            write(response, 200, perform(Request.getPathInContext(request), body, expires(request)), callback);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            write(response, 400, new Trouble("The node does not understand the request: " + e.getMessage()), callback);
        } catch (Fault e) {
            LOG.warn("{} {}", e.getMessage(), e.mend());
            write(response, 500, new Trouble(e.getMessage() + " " + e.mend()), callback);
        } catch (IOException e) {
            write(response, 500, new Trouble("The node could not read or write: " + e), callback);
        }
    }

    private static Instant expires(Request request) {
        long millis = request.getHeaders().getLongField(NodeFile.EXPIRES_HEADER);
        return millis < 0 ? Instant.MAX : Instant.ofEpochMilli(millis);
    }

    private Object perform(String path, byte[] body, Instant expires) throws IOException {
        return switch (path) {
            case "/ping" -> node.file();
            case "/observe" -> observe(Wire.MAPPER.readValue(body, Slot.class));
            case "/start" -> start(Wire.MAPPER.readValue(body, StartCommand.class), expires);
            case "/route" -> route(Wire.MAPPER.readValue(body, RouteCommand.class), expires);
            case "/redirect" -> redirect(Wire.MAPPER.readValue(body, RedirectCommand.class), expires);
            case "/stop" -> stop(Wire.MAPPER.readValue(body, StopCommand.class), expires);
            case "/retire" -> retire(Wire.MAPPER.readValue(body, RetireCommand.class), expires);
            case "/windows" -> windows(Wire.MAPPER.readValue(body, WindowsQuestion.class));
            case "/usage" -> usage(Wire.MAPPER.readValue(body, UsageQuestion.class));
            case "/logs" -> logs(Wire.MAPPER.readValue(body, LogsQuestion.class));
            case "/record" -> node.record(Wire.MAPPER.readValue(body, RecordCommand.class));
            case "/record/end" -> node.record(Wire.MAPPER.readValue(body, RecordEnd.class));
            case "/recordings" -> RecordingsAnswer.of(node.recordings(Wire.MAPPER.readValue(body, Slot.class)));
            case "/fault" -> node.inject(Wire.MAPPER.readValue(body, FaultCommand.class));
            case "/fault/end" -> node.inject(Wire.MAPPER.readValue(body, FaultEnd.class));
            case "/down" -> down(Wire.MAPPER.readValue(body, Boolean.class));
            default -> throw new IllegalArgumentException("there is no " + path);
        };
    }

    private Observation observe(Slot slot) {
        return node.observe(slot);
    }

    private Answer start(StartCommand command, Instant expires) {
        return node.keeper(command.slot()).start(command.token(), expires, command.spec());
    }

    private Answer route(RouteCommand command, Instant expires) {
        return node.keeper(command.slot()).route(command.token(), expires, command.route(), command.watching());
    }

    private Answer redirect(RedirectCommand command, Instant expires) {
        return node.redirect(command.slot(), command.token(), expires, command.users());
    }

    private Answer stop(StopCommand command, Instant expires) {
        return node.stop(command.slot(), command.token(), expires, command.deployment());
    }

    private Answer retire(RetireCommand command, Instant expires) {
        return node.retire(command.slot(), command.token(), expires);
    }

    private Windows windows(WindowsQuestion question) throws IOException {
        return node.keeper(question.slot()).metering().after(question.after());
    }

    private Usage usage(UsageQuestion question) {
        return node.usage(question.slot(), question.deployment());
    }

    private LogPart logs(LogsQuestion question) throws IOException {
        return node.logs(question.slot(), question.query());
    }

    private Answer down(boolean all) {
        List<String> left = all ? node.stopApps() : List.of();
        node.askToStop();
        return left.isEmpty()
                ? new Answer.Done(true)
                : new Answer.Refused("These instances did not end, even by SIGKILL: " + String.join(", ", left) + ".");
    }

    private static void write(Response response, int status, Object body, Callback callback) {
        try {
            byte[] json = Wire.MAPPER.writeValueAsBytes(body);
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.write(true, ByteBuffer.wrap(json), callback);
        } catch (JsonProcessingException e) {
            callback.failed(e);
        }
    }
}
