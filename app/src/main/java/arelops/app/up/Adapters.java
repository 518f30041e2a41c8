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

/// Makes the adapters through which an engine reaches the world, one for each port.
interface Adapters {
    /// The repository; its mirror, if it needs one, lies in the locked data folder.
    Source source(FolderLock lock);

    ArtifactStore store();

    /// Runs jobs in this sandbox, on clean copies of commits of `git`, and keeps what they make in `store`.
    Runner runner(Sandbox sandbox, GitRepository git, ArtifactStore store);

    DeployTarget target();

    AlertSource alerts();

    QuerySource queries();

    /// Records what users ask.
    TrafficRecorder recorder();

    /// Sends recorded traffic from here.
    LoadTests loads(Turn turn);

    /// Compares answers from here.
    DifferenceTests differenceTests(Turn turn);

    /// Tries alarms from here.
    AlarmTests alarmTests(Turn turn);
}
