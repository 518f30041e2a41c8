package arelops.app.up;

import arelops.app.alerts.AlertSource;
import arelops.app.alerts.alertmanager.AlertmanagerSource;
import arelops.app.alerts.alertmanager.Limits;
import arelops.app.ask.Credential;
import arelops.app.ask.Unanswered;
import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.TrafficRecorder;
import arelops.app.deploy.process.NodeFaults;
import arelops.app.deploy.process.NodeRecording;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.git.ExportLimits;
import arelops.app.git.FolderLock;
import arelops.app.git.GitRepository;
import arelops.app.metrics.QuerySource;
import arelops.app.metrics.prometheus.PrometheusQueries;
import arelops.app.run.ArtifactStore;
import arelops.app.run.LocalRunner;
import arelops.app.run.Runner;
import arelops.app.run.Sandbox;
import arelops.app.run.Secrets;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.Turn;
import arelops.app.traffic.difference.DifferenceTests;
import arelops.app.traffic.difference.LocalDifferenceTests;
import arelops.app.traffic.load.Bystanders;
import arelops.app.traffic.load.LoadTests;
import arelops.app.traffic.load.LocalLoadTests;
import arelops.app.traffic.validate.AlarmTests;
import arelops.app.traffic.validate.LocalAlarmTests;
import arelops.app.traffic.validate.Place;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;

/// The adapters of this release: a git repository or remote, jobs and apps as processes of this machine.
record LocalAdapters(Installation installation, Launch launch, InstantSource clock) implements Adapters {
    private static final long STORE_CAP = 20L << 30;

    @Override
    public Source source(FolderLock lock) {
        return Source.open(lock, installation, launch);
    }

    @Override
    public ArtifactStore store() {
        return ArtifactStore.in(installation.artifacts(), STORE_CAP, clock);
    }

    @Override
    public Runner runner(Sandbox sandbox, GitRepository git, ArtifactStore store) {
        return new LocalRunner(
                installation.runs(),
                (commit, folder) -> git.export(commit, folder, ExportLimits.USUAL),
                store,
                Secrets.inFile(installation.secrets()),
                sandbox,
                clock);
    }

    @Override
    public DeployTarget target() {
        return new NodeTarget(installation.node(), clock);
    }

    @Override
    public TrafficRecorder recorder() {
        return new NodeRecording(installation.node(), clock);
    }

    @Override
    public AlertSource alerts() {
        return alerts(installation);
    }

    /// Asks Alertmanagers, with the tokens among the secrets of an installation.
    static AlertSource alerts(Installation installation) {
        return new AlertmanagerSource(Limits.standard(), name -> credential(installation, name));
    }

    @Override
    public QuerySource queries() {
        return new PrometheusQueries(
                arelops.app.metrics.prometheus.Limits.ofNumbers(), name -> credential(installation, name));
    }

    @Override
    public LoadTests loads(Turn turn) {
        return new LocalLoadTests(recordings(), Bystanders.of(target(), alerts()), clock, new SplittableRandom(), turn);
    }

    @Override
    public DifferenceTests differenceTests(Turn turn) {
        return new LocalDifferenceTests(recordings(), clock, new SplittableRandom(), turn);
    }

    @Override
    public AlarmTests alarmTests(Turn turn) {
        Place place = new Place(target(), new NodeFaults(installation.node(), clock), alerts());
        return new LocalAlarmTests(recordings(), place, clock, new SecureRandom(), turn);
    }

    private Recordings recordings() {
        return new Recordings(installation.node().resolve("traffic"));
    }

    private static Credential credential(Installation installation, String name) {
        Secrets secrets = Secrets.inFile(installation.secrets());
        return () -> Optional.of(token(secrets, name));
    }

    private static String token(Secrets secrets, String name) throws Unanswered {
        try {
            String value = secrets.values().get(name);
            if (value == null || !value.matches("[!-~]{1,16384}")) {
                throw new Unanswered("there is no secret " + name + " that is a token");
            }
            return value;
        } catch (IOException e) {
            throw new Unanswered("the secrets cannot be read", e);
        }
    }
}
