package arelops.app.reconcile;

import arelops.app.alerts.AlertSource;
import arelops.app.change.ChangeBook;
import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.TrafficRecorder;
import arelops.app.git.GitRepository;
import arelops.app.ledger.Ledger;
import arelops.app.metrics.QuerySource;
import arelops.app.run.ArtifactStore;
import arelops.app.run.Runner;
import arelops.app.traffic.difference.DifferenceTests;
import arelops.app.traffic.load.LoadTests;
import arelops.app.traffic.validate.AlarmTests;

/// Everything outside that a look asks and changes.
public record Ports(
        GitRepository git, Ledger ledger, ChangeBook changes, Runner runner, ArtifactStore store, Field field) {
    /// Where releases run, and what tells of them there besides the target itself.
    public record Field(
            DeployTarget target,
            AlertSource alerts,
            QuerySource queries,
            LoadTests loads,
            DifferenceTests differences,
            AlarmTests alarms,
            TrafficRecorder recorder) {}

    public DeployTarget target() {
        return field.target();
    }

    public AlertSource alerts() {
        return field.alerts();
    }

    public TrafficRecorder recorder() {
        return field.recorder();
    }

    public LoadTests loads() {
        return field.loads();
    }

    public DifferenceTests differenceTests() {
        return field.differences();
    }

    public AlarmTests alarmTests() {
        return field.alarms();
    }

    public QuerySource queries() {
        return field.queries();
    }
}
