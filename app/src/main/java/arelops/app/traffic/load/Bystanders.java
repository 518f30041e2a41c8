package arelops.app.traffic.load;

import arelops.app.alerts.AlertSource;
import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Usage;
import arelops.app.deploy.Windows;
import arelops.core.id.Slot;
import arelops.core.release.AlertAnswer;

/// Whom a load test asks beside its steps.
public record Bystanders(Used used, Counted counted, AlertSource alerts) {
    /// Nobody: nothing is known.
    public static final Bystanders NOBODY = new Bystanders(
            (_, _) -> new Reply.Unknown<>("nobody was asked"),
            (_, _) -> new Reply.Unknown<>("nobody was asked"),
            (_, _, _) -> new AlertAnswer.Unknown("nobody was asked"));

    /// What a deployment has used until now.
    @FunctionalInterface
    public interface Used {
        /// Asks once.
        Reply<Usage> of(Slot slot, DeploymentId deployment);
    }

    /// The windows of a slot's router that ended after one.
    @FunctionalInterface
    public interface Counted {
        /// Asks once.
        Reply<Windows> after(Slot slot, long seq);
    }

    /// The target, and what knows of alerts.
    public static Bystanders of(DeployTarget target, AlertSource alerts) {
        return new Bystanders(target::usage, target::windows, alerts);
    }
}
