package arelops.app.reconcile;

import arelops.app.change.ChangeBook;
import arelops.app.deploy.DeployTarget;
import arelops.app.git.GitRepository;
import arelops.app.ledger.Ledger;
import arelops.app.run.ArtifactStore;
import arelops.app.run.Runner;

/// Everything outside that a look asks and changes.
public record Ports(
        GitRepository git,
        Ledger ledger,
        ChangeBook changes,
        Runner runner,
        ArtifactStore store,
        DeployTarget target) {}
