package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.traffic.Recording;
import arelops.core.traffic.anonymise.HideRules;
import arelops.core.traffic.anonymise.LeakReport;
import arelops.core.traffic.anonymise.LeakScan;
import arelops.core.traffic.anonymise.RecordingKey;
import arelops.core.traffic.anonymise.Vault;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `traffic scan`: whether a recording is whole, and whether it holds certain values in any coding.
@Command(
        description =
                "Check that a recording is whole, and that values of yours are not in it. Exit: 0 good, 3 a value is in it, 1 damaged.")
final class TrafficScanCommand implements Callable<Integer> {
    private static final int MOST_VALUES = 1 << 18;
    private static final int DAMAGED = 1;

    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Parameters(paramLabel = "ID", description = "The recording, or how its name begins.")
    private String id = "";

    @Option(
            names = "--for",
            paramLabel = "FILE",
            description =
                    "A value on each line, as names and addresses of persons who asked; each is looked for as it is, percent-coded, in base64, hexadecimal, escapes and packed bodies. - is the input.")
    private String values = "";

    TrafficScanCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        Recording recording = TrafficCommands.recordings(session).named(id);
        Vault vault = new Vault(new RecordingKey(new byte[RecordingKey.LENGTH]), HideRules.standard(), MOST_VALUES);
        List<String> wanted = wanted(session);
        for (int line = 0; line < wanted.size(); line++) {
            if (!wanted.get(line).isBlank()) {
                vault.plant("line " + (line + 1), wanted.get(line).strip());
            }
        }
        LeakScan scan = new LeakScan(vault);
        Recording.Read read = scanned(session, recording, scan);
        LeakReport report = scan.report();
        boolean ended = recording.note().isPresent();
        if (common.json()) {
            session.json(new Doc(json(recording, read, report)));
        } else {
            session.print(lines(session.view(), ended, read, report));
        }
        if (read.unread() > 0) {
            return DAMAGED;
        }
        return report.isClean() ? ended ? Exit.GOOD : Exit.PENDING : Exit.REFUSED;
    }

    private static Recording.Read scanned(Session session, Recording recording, LeakScan scan) {
        AtomicLong done = new AtomicLong();
        long all = recording.size();
        try (Progress progress = Progress.of(session)) {
            progress.follow(() -> ReplayProgress.read("scanning", done.get(), all));
            return recording.read(exchange -> {
                scan.scan(exchange);
                done.incrementAndGet();
                return true;
            });
        }
    }

    private List<String> wanted(Session session) {
        if (values.isEmpty()) {
            return List.of();
        }
        try {
            String text = values.equals("-")
                    ? session.written("-")
                    : Files.readString(world.folder().resolve(values));
            return text.lines().toList();
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "traffic.values",
                    "The values in " + values + " cannot be read: " + e.getMessage(),
                    "Name a text file in UTF-8 with a value on each line.",
                    e);
        }
    }

    private static List<String> lines(View view, boolean ended, Recording.Read read, LeakReport report) {
        List<String> lines = new ArrayList<>();
        if (!ended) {
            lines.add(view.paint(View.Tone.YOU, "◐") + " it " + TrafficCommands.unended(read.exchanges()));
        }
        lines.add(
                read.unread() == 0
                        ? view.paint(View.Tone.GOOD, "✓") + " "
                                + TrafficCommands.count(read.exchanges(), "request")
                                + " are whole and unchanged since they were sealed"
                        : view.paint(View.Tone.BAD, "✕") + " "
                                + TrafficCommands.count(read.exchanges(), "request") + " are whole; "
                                + TrafficCommands.bytes(read.unread())
                                + " behind them are cut off or changed, and are not used");
        if (report.planted() > 0) {
            lines.add(
                    report.isClean()
                            ? view.paint(View.Tone.GOOD, "✓") + " none of "
                                    + TrafficCommands.count(report.planted(), "value") + " is in it ("
                                    + TrafficCommands.bytes(report.bytes()) + " looked through)"
                            : view.paint(View.Tone.BAD, "✕") + " found: " + TrafficText.most(report.plantedFound()));
        }
        return lines;
    }

    private static ObjectNode json(Recording recording, Recording.Read read, LeakReport report) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("id", recording.id())
                .put("ended", recording.note().isPresent())
                .put("exchanges", read.exchanges())
                .put("unread", read.unread())
                .put("values", report.planted())
                .put("scanned", report.bytes());
        ObjectNode found = json.putObject("found");
        new TreeMap<>(report.plantedFound()).forEach(found::put);
        return json;
    }
}
