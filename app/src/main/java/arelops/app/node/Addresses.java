package arelops.app.node;

import arelops.app.deploy.Users;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where requests to a port or a host name go.
record Addresses(Map<Integer, Target> ports, Map<String, Target> hosts) {
    static final Addresses NONE = new Addresses(Map.of(), Map.of());

    Addresses {
        ports = Map.copyOf(ports);
        hosts = Map.copyOf(hosts);
    }

    /// A slot's shared address, or the own address of one deployment; requests to the shared one are copied for
    /// these mirrors and recorded by this tap, those of a replay may meet faults, and users may be sent away
    /// from it.
    record Target(
            SlotKeeper keeper,
            Optional<Deployed> own,
            List<Mirror> mirrors,
            Optional<Away> away,
            Optional<Tap> tap,
            List<FaultRun> faults) {
        Target {
            mirrors = List.copyOf(mirrors);
            faults = List.copyOf(faults);
        }

        private static Target own(SlotKeeper keeper, Deployed deployed) {
            return new Target(keeper, Optional.of(deployed), List.of(), Optional.empty(), Optional.empty(), List.of());
        }
    }

    /// Where a slot's users are sent instead.
    ///
    /// @param deployed empty where it is not there any more
    record Away(Users.Elsewhere to, Optional<Deployed> deployed) {
        private static final int POINTS = 100;

        /// Users must be told apart.
        boolean splits() {
            return to.percent() < POINTS;
        }

        /// Whether this user is sent there. Those who are back have the points from 0 up: as their share grows, nobody
        /// of them leaves again.
        boolean takes(String user) {
            return Traffic.share(user, to.deployment().text()) >= POINTS - to.percent();
        }
    }

    static Addresses of(Collection<SlotKeeper> keepers, Mirrors mirrors, Taps taps, FaultRuns faults) {
        Map<Integer, Target> ports = new HashMap<>();
        Map<String, Target> hosts = new HashMap<>();
        for (SlotKeeper keeper : keepers) {
            for (Deployed deployed : keeper.deployed()) {
                hosts.put(Router.host(keeper.slot(), deployed.id()), Target.own(keeper, deployed));
            }
        }
        for (SlotKeeper keeper : keepers) {
            Target shared = new Target(
                    keeper,
                    Optional.empty(),
                    mirrors.of(keeper, keepers),
                    keeper.away(keepers),
                    taps.of(keeper.slot()),
                    faults.of(keeper.slot()));
            ports.put(keeper.port(), shared);
            hosts.put(Router.host(keeper.slot()), shared);
            Router.alias(keeper.slot()).ifPresent(alias -> hosts.merge(alias, shared, Addresses::first));
        }
        return new Addresses(ports, hosts);
    }

    /// Where several apps want one host name, the first by name has it.
    private static Target first(Target one, Target other) {
        return one.keeper().slot().compareTo(other.keeper().slot()) < 0 ? one : other;
    }

    Optional<Target> find(int port, String host) {
        Target byPort = ports.get(port);
        Target byHost = hosts.get(host);
        if (byHost != null && (byPort == null || byPort.keeper() == byHost.keeper())) {
            return Optional.of(byHost);
        }
        return Optional.ofNullable(byPort);
    }
}
