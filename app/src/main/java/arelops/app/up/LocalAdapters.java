package arelops.app.up;

import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.git.ExportLimits;
import arelops.app.git.FolderLock;
import arelops.app.git.GitRepository;
import arelops.app.run.ArtifactStore;
import arelops.app.run.LocalRunner;
import arelops.app.run.Runner;
import arelops.app.run.Sandbox;
import arelops.app.run.Secrets;
import java.time.InstantSource;

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
}
