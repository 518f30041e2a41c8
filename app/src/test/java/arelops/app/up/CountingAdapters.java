package arelops.app.up;

import arelops.app.alerts.AlertSource;
import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.TrafficRecorder;
import arelops.app.git.FolderLock;
import arelops.app.git.GitRepository;
import arelops.app.metrics.QuerySource;
import arelops.app.run.ArtifactStore;
import arelops.app.run.Runner;
import arelops.app.run.Sandbox;
import arelops.app.traffic.Turn;
import arelops.app.traffic.difference.DifferenceTests;
import arelops.app.traffic.load.LoadTests;
import arelops.app.traffic.validate.AlarmTests;

/// The real adapters, each effectful call of which is counted.
record CountingAdapters(Adapters real, Calls calls) implements Adapters {
    @Override
    public Source source(FolderLock lock) {
        Source source = real.source(lock);
        return new Source(
                calls.of(GitRepository.class, source.git(), "push"), source.trunk(), source.origin(), source.hosted());
    }

    @Override
    public ArtifactStore store() {
        return calls.of(ArtifactStore.class, real.store(), "put", "unpack", "evict");
    }

    @Override
    public Runner runner(Sandbox sandbox, GitRepository git, ArtifactStore store) {
        return calls.of(Runner.class, real.runner(sandbox, git, store), "start", "cancel");
    }

    @Override
    public DeployTarget target() {
        return calls.of(DeployTarget.class, real.target(), "start", "route", "stop");
    }

    @Override
    public AlertSource alerts() {
        return real.alerts();
    }

    @Override
    public QuerySource queries() {
        return real.queries();
    }

    @Override
    public TrafficRecorder recorder() {
        return real.recorder();
    }

    @Override
    public LoadTests loads(Turn turn) {
        return real.loads(turn);
    }

    @Override
    public DifferenceTests differenceTests(Turn turn) {
        return real.differenceTests(turn);
    }

    @Override
    public AlarmTests alarmTests(Turn turn) {
        return real.alarmTests(turn);
    }
}
