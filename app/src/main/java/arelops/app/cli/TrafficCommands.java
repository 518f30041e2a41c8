package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.answer.Span;
import arelops.app.traffic.Loss;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingJson;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.Recordings;
import arelops.app.up.Machine;
import arelops.core.evidence.TrafficUse;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `traffic record | import | list | show | scan | replay | replay-worker | merge | load | diff | validate | export |
/// delete`: recordings on this machine's disk.
final class TrafficCommands {
    private TrafficCommands() {}

    static void into(Commands root, Machine machine, Surroundings world) {
        root.add("traffic", () -> traffic(machine, world));
    }

    private static CommandLine traffic(Machine machine, Surroundings world) {
        CommandLine traffic = Group.of("traffic", "Recorded requests, anonymised before anything is stored.");
        traffic.addSubcommand("record", new TrafficRecordCommand(world, machine))
                .addSubcommand("import", ofNoApp(new TrafficImportCommand(world, machine)))
                .addSubcommand("list", alone(new All(world)))
                .addSubcommand("show", alone(new TrafficShowCommand(world)))
                .addSubcommand("scan", alone(new TrafficScanCommand(world)))
                .addSubcommand("replay", new TrafficReplayCommand(world, machine))
                .addSubcommand("replay-worker", alone(new ReplayWorkerCommand(world)))
                .addSubcommand("merge", alone(new ReplayMergeCommand(world)))
                .addSubcommand("load", new TrafficLoadCommand(world, machine))
                .addSubcommand("validate", new TrafficValidateCommand(world, machine))
                .addSubcommand("diff", new TrafficDiffCommand(world, machine))
                .addSubcommand("export", ofNoApp(new TrafficExportCommand(world, machine)))
                .addSubcommand("delete", ofNoApp(new Delete(world, machine)));
        return traffic;
    }

    private static CommandLine ofNoApp(Object command) {
        return Common.without(new CommandLine(command), "--app");
    }

    private static CommandLine alone(Object command) {
        return Common.without(new CommandLine(command), "--server", "--app");
    }

    static Recordings recordings(Session session) {
        return new Recordings(session.installation().node().resolve("traffic"));
    }

    /// The one of this name; says so where it was never ended, and so is only what came until then.
    static Recording toRead(Session session, String id) {
        Recording recording = recordings(session).named(id);
        if (recording.note().isEmpty()) {
            session.note(
                    session.view().paint(View.Tone.YOU, "◐") + " " + recording.id() + " " + unended(recording.size()));
        }
        return recording;
    }

    static String unended(long exchanges) {
        return "has not ended: what made it died, or is still at it. " + count(exchanges, "request") + " can be read";
    }

    static ObjectNode json(Recording recording) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", recording.id())
                .put("folder", recording.folder().toString());
        Optional<RecordingNote> note = recording.note();
        json.put("by", recording.mark().isPresent() ? "line" : "hand").put("ended", note.isPresent());
        json.put("whole", recording.isWhole());
        note.map(Loss::of).ifPresent(lost -> {
            ObjectNode causes = json.putObject("lost");
            lost.forEach((loss, count) -> causes.put(loss.word(), count));
        });
        note.ifPresentOrElse(
                one -> json.setAll(RecordingJson.write(one)),
                () -> json.putObject("kept").put("exchanges", recording.size()));
        return json;
    }

    /// What the ledger keeps of one that has ended: nothing of this machine.
    static ObjectNode evidence(Recording recording, RecordingNote note) {
        ObjectNode json = RecordingJson.write(note).put("id", recording.id());
        json.remove(RecordingJson.PATH_IDS);
        return json;
    }

    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", (double) bytes / 1e3)
                : String.format(Locale.ROOT, "%,.1f MB", (double) bytes / 1e6);
    }

    /// `traffic list`.
    @Command(description = "All recordings here, the oldest first.")
    static final class All implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        All(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            List<Recording> all = recordings(session).all();
            if (common.json()) {
                ObjectNode json = JsonNodeFactory.instance.objectNode().put("v", 1);
                ArrayNode list = json.putArray("recordings");
                all.forEach(one -> list.add(TrafficCommands.json(one)));
                session.json(new Doc(json));
            } else if (common.plain()) {
                all.forEach(one -> session.print(plain(one)));
            } else if (all.isEmpty()) {
                session.print("There are no recordings here.");
                session.print(
                        "  Next  arelops traffic import FILE makes one of a HAR file, an access log or a .gor file");
            } else {
                session.print(table(session.view(), all));
            }
            return Exit.GOOD;
        }

        private static String plain(Recording recording) {
            Optional<RecordingNote> note = recording.note();
            return String.join(
                    "\t",
                    recording.id(),
                    Long.toString(note.map(one -> one.kept().exchanges()).orElseGet(recording::size)),
                    note.map(one -> one.began().toString()).orElse(""),
                    note.map(one -> Long.toString(one.length().toSeconds())).orElse(""),
                    note.map(one -> Long.toString(one.kept().stored())).orElse(""),
                    note.map(one -> one.keepUntil().toString()).orElse(""),
                    recording.mark().isPresent() ? "line" : "hand",
                    note.map(one -> Long.toString(lost(one))).orElse(""));
        }

        private static long lost(RecordingNote note) {
            return Loss.of(note).values().stream().mapToLong(Long::longValue).sum();
        }

        private static List<String> table(View view, List<Recording> all) {
            Table table = new Table(view);
            for (Recording recording : all) {
                Optional<RecordingNote> note = recording.note();
                table.row(
                        Table.Cell.of(recording.id()),
                        Table.Cell.of(
                                count(note.map(one -> one.kept().exchanges()).orElseGet(recording::size), "request")),
                        Table.Cell.of(note.map(one -> Span.of(one.length())).orElse("")),
                        Table.Cell.of(
                                note.map(one -> bytes(one.kept().stored())).orElse("")),
                        new Table.Cell(
                                View.Tone.QUIET,
                                (recording.mark().isPresent() ? "by the line, " : "")
                                        + note.map(one -> about(view, one))
                                                .orElse("has not ended: what is there can be read")));
            }
            return table.lines();
        }

        private static String about(View view, RecordingNote note) {
            long lost = lost(note);
            String refused = note.refused().exchanges() == 0
                    ? ""
                    : "; " + count(note.refused().exchanges(), "request") + " refused by the leak scan";
            return "until " + HumanTime.clock(view, note.keepUntil()) + ", " + note.source()
                    + (lost == 0 ? "" : "; " + count(lost, "request") + " left out")
                    + refused;
        }
    }

    /// `traffic delete`.
    @Command(description = "Delete a recording and its key.")
    static final class Delete implements Callable<Integer> {
        private final Surroundings world;
        private final Machine machine;

        @Mixin
        private Common common = new Common();

        @Mixin
        private Reason reason = new Reason();

        @Parameters(paramLabel = "ID", description = "The recording, or how its name begins.")
        private String id = "";

        Delete(Surroundings world, Machine machine) {
            this.world = world;
            this.machine = machine;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Recording recording = recordings(session).named(id);
            ByHand.of(session, machine, TrafficUse.Act.DELETE, reason).asked().before(recording.id(), "with its key");
            Recordings.delete(recording);
            if (common.json()) {
                session.json(new Doc(
                        JsonNodeFactory.instance.objectNode().put("v", 1).put("deleted", recording.id())));
            } else {
                session.print(session.view().paint(View.Tone.GOOD, "✓") + " " + recording.id()
                        + " is deleted, and its key with it");
            }
            return Exit.GOOD;
        }
    }
}
