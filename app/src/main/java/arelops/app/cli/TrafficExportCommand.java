package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.format.HarWriter;
import arelops.app.traffic.format.JsonLinesWriter;
import arelops.app.up.Machine;
import arelops.core.evidence.TrafficUse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `traffic export`: writes a recording, as it is stored, for other tools.
@Command(description = "Write a recording as HAR or as JSON lines, for other tools.")
final class TrafficExportCommand implements Callable<Integer> {
    private final Surroundings world;
    private final Machine machine;

    @Mixin
    private Common common = new Common();

    @Mixin
    private Reason reason = new Reason();

    @Parameters(paramLabel = "ID", description = "The recording, or how its name begins.")
    private String id = "";

    @Option(
            names = "--as",
            paramLabel = "FORMAT",
            defaultValue = "jsonl",
            description = "har or jsonl; default: ${DEFAULT-VALUE}.")
    private String format = "jsonl";

    @Option(names = "--out", paramLabel = "FILE", description = "A new file; default: the output.")
    private String out = "";

    TrafficExportCommand(Surroundings world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        Recording recording = TrafficCommands.recordings(session).named(id);
        String as = format.toLowerCase(Locale.ROOT);
        if (!as.equals("har") && !as.equals("jsonl")) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.usage",
                    "--as is har or jsonl, not '" + format + "'",
                    "arelops traffic export --help");
        }
        ByHand hand = ByHand.of(session, machine, TrafficUse.Act.EXPORT, reason).asked();
        Instant began = recording.note().map(RecordingNote::began).orElse(Instant.EPOCH);
        try (OutputStream stream = opened()) {
            hand.before(recording.id(), "as " + as + " to " + (out.isEmpty() ? "the output" : out));
            Recording.Read read = as.equals("har") ? har(recording, began, stream) : lines(recording, began, stream);
            stream.flush();
            if (!out.isEmpty()) {
                session.print(session.view().paint(View.Tone.GOOD, "✓") + " "
                        + TrafficCommands.count(read.exchanges(), "request") + " written to " + out);
            }
            return Exit.GOOD;
        } catch (FileAlreadyExistsException e) {
            throw cannot("The file " + out + " is there already", "Name a new file.", e);
        } catch (IOException e) {
            throw cannot(
                    (out.isEmpty() ? "The output" : "The file " + out) + " cannot be written: " + e.getMessage(),
                    "Is there room on the disk?",
                    e);
        }
    }

    private static Recording.Read har(Recording recording, Instant began, OutputStream stream) throws IOException {
        try (HarWriter writer = new HarWriter(stream, began)) {
            return recording.read(exchange -> {
                writer.take(exchange);
                return true;
            });
        }
    }

    private static Recording.Read lines(Recording recording, Instant began, OutputStream stream) throws IOException {
        try (JsonLinesWriter writer = new JsonLinesWriter(stream, began)) {
            return recording.read(exchange -> {
                writer.take(exchange);
                return true;
            });
        }
    }

    private OutputStream opened() throws IOException {
        if (out.isEmpty()) {
            return new BufferedOutputStream(world.streams().out());
        }
        Path file = world.folder().resolve(out);
        return new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
    }

    private static Fault cannot(String what, String mend, IOException e) {
        return new Fault(Fault.Kind.INPUT, "traffic.export", what, mend, e);
    }
}
