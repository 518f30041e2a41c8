package arelops.bench;

import arelops.app.deploy.Reply;
import arelops.app.deploy.process.NodeRecording;
import arelops.app.deploy.wire.RecordAnswer;
import arelops.app.deploy.wire.RecordCommand;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.Recordings;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// What recording costs users, and whether anything is lost: the same traffic recorded and not, in pairs of rounds.
public final class RecordBench {
    private static final Slot PRODUCTION = new Slot(new AppName("bench"), EnvironmentName.PRODUCTION);
    private static final int CLIENTS = 8;
    private static final int RATE = 2_000;
    private static final int PAIRS = 10;
    private static final int WARM = 2;
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final BenchNode node;
    private final int port;
    private long asked;
    private long kept;
    private long raw;
    private long stored;

    private RecordBench(BenchNode node) {
        this.node = node;
        this.port = node.serve(PRODUCTION).address().byPort().getPort();
    }

    /// Prints a table.
    public static void main(String[] arguments) throws IOException {
        try (BenchNode node = BenchNode.start()) {
            RecordBench bench = new RecordBench(node);
            Pairs pairs = Pairs.measure("recording", WARM, PAIRS, bench::round);
            System.out.println(RATE + " requests/s on " + CLIENTS + " kept connections, " + PAIRS
                    + " pairs of rounds of " + ROUND.toSeconds() + " s, medians over rounds");
            pairs.print(System.out);
            System.out.printf(
                    "asked while it recorded %,d, recorded %,d; %,d bytes are %,d on the disk (%.1fx)%n",
                    bench.asked, bench.kept, bench.raw, bench.stored, (double) bench.raw / (double) bench.stored);
        }
    }

    private PacedLoop.Round round(boolean recorded) {
        if (!recorded) {
            return new PacedLoop(CLIENTS, RATE, ROUND).ask(port);
        }
        Duration length = ROUND.plusSeconds(1);
        RecordCommand command = RecordCommand.byHand(PRODUCTION, "bench", length, Duration.ofDays(1), 1, List.of());
        Reply<RecordAnswer> reply = new NodeRecording(node.folder(), InstantSource.system()).begin(command);
        if (!(reply instanceof Reply.Known<RecordAnswer>(RecordAnswer answer))) {
            throw new IllegalStateException(reply.toString());
        }
        PacedLoop.Round round = new PacedLoop(CLIENTS, RATE, ROUND).ask(port);
        RecordingNote note = ended(new Recordings(node.folder().resolve("traffic")).named(answer.id()));
        asked += round.asked();
        kept += note.kept().exchanges();
        raw += note.kept().raw();
        stored += note.kept().stored();
        return round;
    }

    private static RecordingNote ended(Recording recording) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            Optional<RecordingNote> note = recording.note();
            if (note.isPresent()) {
                return note.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new IllegalStateException("the recording did not end");
    }
}
