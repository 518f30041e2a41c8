package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.answer.Span;
import arelops.app.fault.Fault;
import arelops.app.traffic.Recorder;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.RuleTexts;
import arelops.app.traffic.format.ImportFormat;
import arelops.app.traffic.format.ImportReader;
import arelops.app.traffic.format.ImportSummary;
import arelops.app.traffic.format.SessionNaming;
import arelops.app.up.Machine;
import arelops.core.evidence.TrafficUse;
import arelops.core.traffic.anonymise.HideRules;
import arelops.core.traffic.anonymise.RecordingKey;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `traffic import`: makes a recording of what another tool recorded, anonymised like one of our own.
@Command(
        description =
                "Make a recording of a HAR file, an access log or a .gor file. Exit: 0 kept, 3 the leak scan refused some of it, 6 there was nothing in it.")
final class TrafficImportCommand implements Callable<Integer> {
    private static final int LOOKED_AT = 4096;

    private final Surroundings world;
    private final Machine machine;

    @Mixin
    private Common common = new Common();

    @Mixin
    private Reason reason = new Reason();

    @Parameters(paramLabel = "FILE", description = "The file, also packed with gzip; - is the input.")
    private String file = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "har, log or gor; default: what it seems to be.")
    private String format = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "How the recording's name begins; default: the file's.")
    private String name = "";

    @Option(
            names = "--hide",
            paramLabel = "RULE[=drop|blank|hash|fake]",
            description =
                    "Hide this as well: a header, cookie.NAME, ?NAME, /path/*, $.json.path, form.NAME, xml:/path or *.NAME. Repeat it for more.")
    private List<String> hide = List.of();

    @Option(
            names = "--leave",
            paramLabel = "RULE",
            description = "Leave this as it is, apart from what detectors find in it. Repeat it for more.")
    private List<String> leave = List.of();

    @Option(
            names = "--keep",
            paramLabel = "DURATION",
            defaultValue = "14d",
            description = "Delete it and its key after so long; default: ${DEFAULT-VALUE}.")
    private String keep = "14d";

    TrafficImportCommand(Surroundings world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        HideRules rules = RuleTexts.rules(hide, leave);
        Instant until = world.clock().instant().plus(Session.duration(keep));
        ByHand hand = ByHand.of(session, machine, TrafficUse.Act.IMPORT, reason).asked();
        Recordings recordings = TrafficCommands.recordings(session);
        recordings
                .tidy(world.clock().instant())
                .forEach(id -> session.note("· " + id + " was deleted: its time is over"));
        try (InputStream in = opened()) {
            ImportFormat known = format(in);
            Recording recording = recordings.create(name(known), world.clock().instant(), random(), until);
            RecordingNote note;
            try {
                note = imported(in, known, new Recorder(recording, rules), until);
            } catch (Fault fault) {
                Recordings.delete(recording);
                throw fault;
            }
            if (note.kept().exchanges() == 0 && note.refused().exchanges() == 0) {
                Recordings.delete(recording);
            }
            told(session, recording, note);
            return hand.after(
                    exit(note), recording.id(), outcome(note), words(note), TrafficCommands.evidence(recording, note));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private RecordingNote imported(InputStream in, ImportFormat known, Recorder recorder, Instant until)
            throws IOException {
        ImportSummary summary = new ImportReader(new SessionNaming(random())).read(in, known, recorder::take);
        Map<String, Long> left = new TreeMap<>();
        summary.troubles().forEach((trouble, count) -> left.put(trouble.words(), count));
        return recorder.end("import of " + (file.equals("-") ? "the input" : file), summary.began(), until, left);
    }

    private byte[] random() {
        byte[] bytes = new byte[RecordingKey.LENGTH];
        machine.random().nextBytes(bytes);
        return bytes;
    }

    private InputStream opened() throws IOException {
        InputStream raw = file.equals("-")
                ? world.streams().in()
                : Files.newInputStream(world.folder().resolve(file));
        return new BufferedInputStream(raw, 1 << 16);
    }

    private ImportFormat format(InputStream in) throws IOException {
        if (!format.isEmpty()) {
            return ImportFormat.named(format);
        }
        in.mark(LOOKED_AT);
        byte[] start = in.readNBytes(LOOKED_AT);
        in.reset();
        return ImportFormat.guess(file, start)
                .orElseThrow(() -> new Fault(
                        Fault.Kind.INPUT,
                        "traffic.import",
                        "It cannot be told what " + file + " is",
                        "Say --format har, log or gor."));
    }

    private String name(ImportFormat known) {
        if (!name.isEmpty()) {
            return name;
        }
        if (file.equals("-")) {
            return known.id();
        }
        String simple = String.valueOf(Path.of(file).getFileName())
                .replaceFirst("\\..*", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_-]", "-")
                .replaceFirst("^[^a-z0-9]+", "");
        return simple.isEmpty() ? known.id() : simple.substring(0, Math.min(simple.length(), 40));
    }

    /// What a recording's end means to a script.
    static int exit(RecordingNote note) {
        return note.refused().exchanges() > 0 ? Exit.REFUSED : note.kept().exchanges() == 0 ? Exit.NO_DATA : Exit.GOOD;
    }

    /// What a recording's end means in the ledger.
    static TrafficUse.Outcome outcome(RecordingNote note) {
        if (note.refused().exchanges() > 0) {
            return TrafficUse.Outcome.REFUSED;
        }
        return note.kept().exchanges() == 0 ? TrafficUse.Outcome.EMPTY : TrafficUse.Outcome.KEPT;
    }

    /// How it ended, in a line.
    static String words(RecordingNote note) {
        long refused = note.refused().exchanges();
        return TrafficCommands.count(note.kept().exchanges(), "request") + " kept"
                + (refused == 0 ? "" : ", " + TrafficCommands.count(refused, "request") + " refused by the leak scan");
    }

    /// Says how a recording ended.
    static void told(Session session, Recording recording, RecordingNote note) {
        if (session.common().json()) {
            session.json(new Doc(TrafficCommands.json(recording)));
            return;
        }
        View view = session.view();
        RecordingNote.Amount kept = note.kept();
        RecordingNote.Amount refused = note.refused();
        if (kept.exchanges() > 0) {
            session.print(view.paint(View.Tone.GOOD, "✓") + " "
                    + TrafficCommands.count(kept.exchanges(), "request") + " of " + Span.of(note.length())
                    + " recorded as " + recording.id());
        } else if (refused.exchanges() == 0) {
            session.print(view.paint(View.Tone.BAD, "✕") + " there is no request in it that can be used");
        }
        if (refused.exchanges() > 0) {
            session.print(view.paint(View.Tone.BAD, "✕") + " "
                    + TrafficCommands.count(refused.exchanges(), "request")
                    + " not kept: the leak scan found what these rules had hidden elsewhere: "
                    + TrafficText.most(note.scan().missed()));
            session.print("  Fix   hide the other place as well: --hide '$.note', or leave out --leave");
        }
        session.print(new TrafficText(view).about(recording, note));
        if (kept.exchanges() > 0) {
            session.print("  Next  arelops traffic show " + recording.id() + " --sample 5");
        }
    }

    private Fault unreadable(IOException e) {
        return new Fault(
                Fault.Kind.INPUT,
                "traffic.import",
                "The file " + file + " cannot be read: " + e.getMessage(),
                "Name a file that is there, or - for the input. Nothing was kept.",
                e);
    }
}
