package arelops.app.node;

import arelops.app.deploy.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.HttpClient;

/// Sends the probes of LINE-4: one request a second to each arm whose open window would else be empty.
final class Prober {
    private final HttpClient client;
    private final String key;
    private final int routerPort;
    private final AtomicLong turn = new AtomicLong();

    Prober(HttpClient client, String key, int routerPort) {
        this.client = client;
        this.key = key;
        this.routerPort = routerPort;
    }

    /// To be called once a second; returns before the answers are there.
    void probe(SlotKeeper keeper) {
        if (!keeper.plan().watching().probes()) {
            return;
        }
        long count = turn.getAndIncrement();
        for (Traffic.Branch branch : keeper.traffic().branches()) {
            if (!keeper.metering().hasTraffic(branch.deployed(), branch.way())) {
                List<String> paths = new ArrayList<>();
                paths.add(branch.deployed().spec().health().path());
                paths.addAll(keeper.plan().watching().probePaths());
                send(keeper, branch, paths.get((int) (count % paths.size())));
            }
        }
    }

    private void send(SlotKeeper keeper, Traffic.Branch branch, String path) {
        client.newRequest("127.0.0.1", routerPort)
                .path(path)
                .headers(headers -> headers.put("Host", Router.host(keeper.slot()) + ":" + routerPort)
                        .put("User-Agent", "arelops-probe")
                        .put(Router.KEY, key)
                        .put(Router.ORIGIN, Origin.PROBE.name())
                        .put(Router.ARM, branch.arm().name()))
                .timeout(10, TimeUnit.SECONDS)
                .send(result -> {});
    }
}
