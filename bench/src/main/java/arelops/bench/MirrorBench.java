package arelops.bench;

import arelops.app.deploy.Observation;
import arelops.app.deploy.Watching;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a mirror costs users: the same traffic on PRODUCTION with copies to PASSIVE and without, in pairs of rounds.
public final class MirrorBench {
    private static final AppName APP = new AppName("bench");
    private static final Slot PRODUCTION = new Slot(APP, EnvironmentName.PRODUCTION);
    private static final Slot PASSIVE = new Slot(APP, EnvironmentName.PASSIVE);
    private static final int CLIENTS = 4;
    private static final int RATE = 500;
    private static final int PAIRS = 12;
    private static final int WARM = 2;
    private static final Duration ROUND = Duration.ofSeconds(6);

    private MirrorBench() {}

    public static void main(String[] arguments) throws IOException {
        try (BenchNode node = BenchNode.start()) {
            int port = node.serve(PRODUCTION).address().byPort().getPort();
            node.serve(PASSIVE);
            Pairs pairs = Pairs.measure("mirror", WARM, PAIRS, mirrored -> round(node, port, mirrored));
            System.out.println(RATE + " requests/s on " + CLIENTS + " kept connections, " + PAIRS
                    + " pairs of rounds of " + ROUND.toSeconds() + " s, medians over rounds");
            pairs.print(System.out);
            Observation.Copies copies = node.observe(PASSIVE).copies();
            System.out.println("copies sent " + copies.sent() + ", dropped " + copies.dropped());
        }
    }

    private static PacedLoop.Round round(BenchNode node, int port, boolean mirrored) {
        Optional<EnvironmentName> from = mirrored ? Optional.of(EnvironmentName.PRODUCTION) : Optional.empty();
        node.watch(PASSIVE, new Watching(Duration.ofSeconds(60), false, List.of(), from));
        return new PacedLoop(CLIENTS, RATE, ROUND).ask(port);
    }
}
