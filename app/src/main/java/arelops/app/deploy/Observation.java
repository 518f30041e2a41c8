package arelops.app.deploy;

import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/// All that a target knows of a slot at one moment.
public record Observation(
        Token highest, Route route, Watching watching, Copies copies, Address address, List<Deployment> deployments) {
    public Observation {
        deployments = List.copyOf(deployments);
    }

    /// The copies of another environment's requests for this slot, since its node started (PAS-1): how many were sent
    /// to an instance, and how many were dropped, as too many waited.
    public record Copies(long sent, long dropped) {
        public static final Copies NONE = new Copies(0, 0);
    }

    /// Where users reach the slot: by port, and by host name on the router's common port.
    ///
    /// `trouble` is empty, or says why the port does not listen; `users` says who serves them there.
    public record Address(URI byPort, URI byName, String trouble, Users users) {
        /// An address whose users are served by its own slot.
        public Address(URI byPort, URI byName, String trouble) {
            this(byPort, byName, trouble, Users.HERE);
        }
    }

    /// One deployment: what it runs, its own address on the router, and its instances.
    public record Deployment(
            DeploymentSpec spec, URI address, boolean stopping, Instant since, List<Instance> instances) {
        public Deployment {
            instances = List.copyOf(instances);
        }

        public DeploymentId id() {
            return spec.id();
        }

        public CommitId commit() {
            return spec.build().commit();
        }

        public Digest artifact() {
            return spec.build().artifact();
        }

        /// Whether every instance is healthy.
        public boolean healthy() {
            return instances.stream().allMatch(instance -> instance.state() instanceof InstanceState.Healthy);
        }
    }

    /// One instance; `pid` is that of its last process, 0 if none was started; `since` is when it came into its
    /// state.
    ///
    /// `failures` is how often in a row it failed: not healthy by the deadline, an exit, health lost. The
    /// target starts it again each time; the state stays the failure until the new process is healthy or
    /// fails too, and the failures are forgotten when it was healthy for a minute. `failed` forgets
    /// nothing: when it failed, newest last, the last hundred times.
    public record Instance(
            int number, long pid, URI address, Instant since, InstanceState state, int failures, List<Instant> failed) {
        public Instance {
            failed = List.copyOf(failed);
        }
    }
}
