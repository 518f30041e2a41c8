package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpHead;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `traffic show`: what is in a recording, with some requests as they are stored.
@Command(description = "What is in a recording: size, what was hidden, what the leak scan found.")
final class TrafficShowCommand implements Callable<Integer> {
    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Parameters(paramLabel = "ID", description = "The recording, or how its name begins.")
    private String id = "";

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "0",
            description = "Show so many requests as they are stored, spread over the whole time; default: none.")
    private int sample;

    TrafficShowCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        Recording recording = TrafficCommands.recordings(session).named(id);
        List<Exchange> exchanges = sample(recording);
        if (common.json()) {
            session.json(new Doc(json(recording, exchanges)));
            return Exit.GOOD;
        }
        Optional<RecordingNote> note = recording.note();
        TrafficText text = new TrafficText(session.view());
        session.print(note.map(one -> recording.id() + "  " + one.source())
                .orElse(recording.id() + "  has not ended; " + TrafficCommands.count(recording.size(), "request")
                        + " can be read"));
        note.ifPresent(one -> session.print(text.about(recording, one)));
        for (Exchange exchange : exchanges) {
            session.print("");
            session.print(text.exchange(exchange));
        }
        return Exit.GOOD;
    }

    /// The first of each of so many parts of the recording.
    private List<Exchange> sample(Recording recording) {
        List<Exchange> sampled = new ArrayList<>();
        if (sample <= 0) {
            return sampled;
        }
        long size = recording.size();
        long[] seen = {0};
        recording.read(exchange -> {
            if (seen[0]++ >= sampled.size() * size / sample) {
                sampled.add(exchange);
            }
            return sampled.size() < sample;
        });
        return sampled;
    }

    private static ObjectNode json(Recording recording, List<Exchange> exchanges) {
        ObjectNode json = TrafficCommands.json(recording);
        if (!exchanges.isEmpty()) {
            ArrayNode list = json.putArray("sample");
            for (Exchange exchange : exchanges) {
                HttpHead head = HttpHead.of(exchange.request().head());
                ObjectNode one = list.addObject()
                        .put("offset", exchange.offset())
                        .put("duration", exchange.duration())
                        .put("session", exchange.session().value())
                        .put("method", head.part(0))
                        .put("target", head.part(1))
                        .put("body", new String(exchange.request().body().toArray(), StandardCharsets.UTF_8));
                exchange.response()
                        .ifPresent(answer ->
                                one.put("status", HttpHead.of(answer.head()).part(1)));
            }
        }
        return json;
    }
}
