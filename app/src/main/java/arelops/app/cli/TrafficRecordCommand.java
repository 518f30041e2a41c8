package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.answer.Span;
import arelops.app.deploy.Reply;
import arelops.app.deploy.process.NodeRecording;
import arelops.app.deploy.wire.RecordAnswer;
import arelops.app.deploy.wire.RecordCommand;
import arelops.app.fault.Fault;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.RuleTexts;
import arelops.app.up.Machine;
import arelops.core.evidence.TrafficUse;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.ByteSize;
import arelops.core.record.RecordingSeen;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `traffic record`: has the node of this machine record what an environment's users ask.
@Command(
        description =
                "Record what the users of an environment ask, for a time; anonymised before anything is stored. Exit: 0 kept, 3 the leak scan refused some of it, 6 nobody asked anything.")
final class TrafficRecordCommand implements Callable<Integer> {
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final long LEAST_SIZE = 1_000_000;
    /// So much longer the last segment may take.
    private static final Duration ENDING = Duration.ofMinutes(2);

    private final Surroundings world;
    private final Machine machine;

    @Mixin
    private Common common = new Common();

    @Mixin
    private Reason reason = new Reason();

    @Option(names = "--env", required = true, paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description = "How long; default: ${DEFAULT-VALUE}.")
    private String length = "10m";

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            defaultValue = "100%",
            description = "Of the sessions, each whole or not at all; default: ${DEFAULT-VALUE}.")
    private String share = "100%";

    @Option(
            names = "--hide",
            paramLabel = "RULE[=drop|blank|hash|fake]",
            description = "Hide this as well; see traffic import --help. Repeat it for more.")
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
            description = "Delete it and its key so long after its end; default: ${DEFAULT-VALUE}.")
    private String keep = "14d";

    @Option(
            names = "--skip",
            paramLabel = "METHOD /PATH",
            description = "Do not record these requests, nor those below that path. Repeat it for more.")
    private List<String> skip = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "So many requests a second at most; further sessions are left out whole. Default: all.")
    private Optional<Integer> rate = Optional.empty();

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "End it when it takes so much on the disk: 50MB, 1GB. Default: no limit.")
    private Optional<String> size = Optional.empty();

    @Option(names = "--no-wait", description = "Return at once; it ends by itself.")
    private boolean noWait;

    TrafficRecordCommand(Surroundings world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        RecordCommand.Rules rules = rules();
        Duration time = Session.duration(length);
        Doc status = session.client().get("status");
        Doc there = session.environment(status, environment);
        EnvironmentName name = new EnvironmentName(there.text("name"));
        RecordCommand command = new RecordCommand(
                new Slot(new AppName(app(status)), name), name.text(), time, Session.duration(keep), "", rules);
        ByHand hand = ByHand.of(session, machine, TrafficUse.Act.RECORD, reason)
                .in(app(status) + "/" + name)
                .asked();
        String id = begun(session, command);
        Recording recording = TrafficCommands.recordings(session).named(id);
        int entered = hand.after(
                Exit.GOOD,
                id,
                TrafficUse.Outcome.BEGUN,
                share + " of the sessions for " + Span.of(time) + ", kept for " + keep,
                asOrdered(time));
        if (noWait) {
            told(
                    session,
                    recording,
                    "until "
                            + HumanTime.seconds(
                                    session.view(), world.clock().instant().plus(time)));
            return entered;
        }
        if (session.terminal() && !common.json()) {
            session.note("· " + id + ": recording for " + Span.of(time)
                    + "; Ctrl-C ends this command, the recording ends by itself");
        }
        int ended = waited(session, recording, new Length(command.slot(), time), hand);
        return ended == Exit.GOOD ? entered : ended;
    }

    /// What is wrong with them is told before anybody is asked.
    private RecordCommand.Rules rules() {
        var _ = RuleTexts.rules(hide, leave);
        var _ = RuleTexts.skip(skip);
        return new RecordCommand.Rules(percent(), hide, leave, skip, new RecordCommand.Limits(rate(), size(), 0));
    }

    /// The one that is meant; [Session#environment] has faulted where there are several.
    private String app(Doc status) {
        return status.list("apps").stream()
                .map(app -> app.text("name"))
                .filter(name -> common.app().isEmpty() || name.equals(common.app()))
                .findFirst()
                .orElseThrow();
    }

    private static String begun(Session session, RecordCommand command) {
        Reply<RecordAnswer> reply =
                new NodeRecording(session.installation().node(), session.world().clock()).begin(command);
        return switch (reply) {
            case Reply.Known<RecordAnswer>(RecordAnswer answer)
            when answer.because().isEmpty() -> answer.id();
            case Reply.Known<RecordAnswer>(RecordAnswer answer) ->
                throw new Fault(
                        Fault.Kind.REFUSED,
                        "traffic.record",
                        answer.because(),
                        "arelops traffic list shows what is recorded.");
            case Reply.Unknown<RecordAnswer>(String because) ->
                throw new Fault(
                        Fault.Kind.UNREACHABLE,
                        "traffic.node",
                        "Nothing is recorded: " + because,
                        "Record on the machine of the node; arelops up starts it.");
        };
    }

    /// By which rules users are recorded from now on.
    private ObjectNode asOrdered(Duration time) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("share", share)
                .put("seconds", time.toSeconds())
                .put("keep", keep);
        hide.forEach(json.putArray("hide")::add);
        leave.forEach(json.putArray("leave")::add);
        skip.forEach(json.putArray("skip")::add);
        rate.ifPresent(most -> json.put("rate", most));
        size.ifPresent(most -> json.put("size", most));
        return json;
    }

    /// How long a slot is recorded.
    private record Length(Slot slot, Duration time) {}

    private int waited(Session session, Recording recording, Length length, ByHand hand) {
        Optional<RecordingNote> note = ended(session, recording, length);
        if (note.isEmpty()) {
            told(session, recording, "and has not ended");
            return Exit.PENDING;
        }
        TrafficImportCommand.told(session, recording, note.get());
        return hand.after(
                TrafficImportCommand.exit(note.get()),
                recording.id(),
                TrafficImportCommand.outcome(note.get()),
                TrafficImportCommand.words(note.get()),
                TrafficCommands.evidence(recording, note.get()));
    }

    private Optional<RecordingNote> ended(Session session, Recording recording, Length length) {
        Instant began = world.clock().instant();
        Instant end = began.plus(length.time()).plus(ENDING);
        NodeRecording node = new NodeRecording(session.installation().node(), world.clock());
        AtomicReference<Optional<RecordingSeen.Running>> seen = new AtomicReference<>(Optional.empty());
        Optional<RecordingNote> note = recording.note();
        try (Progress progress = Progress.of(session)) {
            progress.follow(() -> state(Duration.between(began, world.clock().instant()), length.time(), seen.get()));
            while (note.isEmpty() && !world.clock().instant().isAfter(end)) {
                if (!world.pause().elapse(LOOK)) {
                    return Optional.empty();
                }
                note = recording.note();
                if (session.watched()) {
                    seen.set(running(node, length.slot(), recording.id()));
                }
            }
        }
        return note;
    }

    /// What the node says of it; nothing where it says nothing.
    private static Optional<RecordingSeen.Running> running(NodeRecording node, Slot slot, String id) {
        return node.seen(slot) instanceof Reply.Known<RecordingSeen.Known>(RecordingSeen.Known known)
                ? known.running().filter(one -> one.id().equals(id))
                : Optional.empty();
    }

    /// @param seen what the node said of it last
    static Progress.State state(Duration passed, Duration time, Optional<RecordingSeen.Running> seen) {
        boolean over = passed.compareTo(time) >= 0;
        return new Progress.State(
                over ? "ending" : "recording",
                over ? -1 : (double) passed.toNanos() / (double) Math.max(1, time.toNanos()),
                seen.map(RecordingSeen.Running::requests).orElse(-1L),
                seen.filter(one -> one.left() > 0)
                        .map(one -> String.format(Locale.ROOT, "%,d left out", one.left()))
                        .orElse(""));
    }

    private void told(Session session, Recording recording, String how) {
        if (common.json()) {
            session.json(
                    new Doc(JsonNodeFactory.instance.objectNode().put("v", 1).put("id", recording.id())));
        } else {
            session.print(
                    session.view().paint(View.Tone.GOOD, "↻") + " " + recording.id() + " is being recorded " + how);
        }
    }

    private int rate() {
        if (rate.isPresent() && rate.get() < 1) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.usage",
                    "--rate is at least one request a second, not " + rate.get(),
                    "For example --rate 200.");
        }
        return rate.orElse(0);
    }

    private long size() {
        try {
            long bytes = size.map(ByteSize::parse).map(ByteSize::bytes).orElse(0L);
            if (size.isEmpty() || bytes >= LEAST_SIZE) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new Fault(
                Fault.Kind.INPUT,
                "cli.usage",
                "--size is 1MB at least, not '" + size.orElse("") + "'",
                "For example --size 500MB.");
    }

    private double percent() {
        Matcher matcher = SHARE.matcher(share);
        double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        if (percent <= 0 || percent > 100) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.usage",
                    "--share is above 0% and at most 100%, not '" + share + "'",
                    "For example --share 5%.");
        }
        return percent / 100;
    }
}
