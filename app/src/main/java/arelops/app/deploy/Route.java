package arelops.app.deploy;

import java.util.EnumSet;
import java.util.List;

/// Who serves a slot's shared address.
public sealed interface Route {

    /// These deployments do, each with its share in percent; the shares add up to 100.
    record Serving(List<Share> shares) implements Route {
        public Serving {
            shares = List.copyOf(shares);
            EnumSet<Arm> seen = EnumSet.noneOf(Arm.class);
            int sum = 0;
            for (Share share : shares) {
                sum += share.percent();
                if (!seen.add(share.arm())) {
                    throw new IllegalArgumentException("the arm " + share.arm() + " is named twice");
                }
            }
            if (sum != 100) {
                throw new IllegalArgumentException("the shares add up to " + sum + " percent, not 100");
            }
        }

        /// All of the traffic to one deployment.
        public static Serving all(DeploymentId deployment) {
            return new Serving(List.of(new Share(Arm.STABLE, deployment, 100)));
        }
    }

    /// Nobody does: the address answers 503 with this reason.
    record Closed(String because) implements Route {}

    /// One arm of a route.
    record Share(Arm arm, DeploymentId deployment, int percent) {
        public Share {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("a share is 0 to 100 percent, not " + percent);
            }
        }
    }
}
