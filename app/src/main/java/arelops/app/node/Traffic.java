package arelops.app.node;

import arelops.app.deploy.Arm;
import arelops.app.deploy.Route;
import arelops.app.deploy.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A slot's route with its deployments at one moment: what the router decides by. Immutable.
record Traffic(Route route, List<Branch> branches) {
    private static final int POINTS = 10_000;

    record Branch(Arm arm, Way way, Deployed deployed, int percent) {}

    static Traffic of(Route route, List<Deployed> deployed) {
        return switch (route) {
            case Route.Closed closed -> new Traffic(closed, List.of());
            case Route.Serving(List<Route.Share> shares) -> {
                List<Branch> branches = new ArrayList<>();
                for (Route.Share share : shares) {
                    deployed.stream()
                            .filter(d -> d.id().equals(share.deployment()))
                            .findFirst()
                            .ifPresent(d ->
                                    branches.add(new Branch(share.arm(), Way.of(share.arm()), d, share.percent())));
                }
                yield new Traffic(route, List.copyOf(branches));
            }
        };
    }

    /// Whether users must be told apart.
    boolean split() {
        return branches.size() > 1;
    }

    Optional<Branch> arm(Arm arm) {
        for (Branch branch : branches) {
            if (branch.arm() == arm) {
                return Optional.of(branch);
            }
        }
        return Optional.empty();
    }

    /// The arm of this user, the same at every request.
    ///
    /// The canary has the points from 0 up, the baseline those from the top down: when the canary's
    /// share grows, nobody leaves it. The canary's name is in the hash, so that it is not always the
    /// same people who try first. It stays there when the canary serves all but the baseline: so who
    /// is on either of them stays.
    Branch pick(String user) {
        if (branches.size() == 1) {
            return branches.getFirst();
        }
        Optional<Branch> canary = arm(Arm.CANARY);
        Optional<Branch> baseline = arm(Arm.BASELINE);
        int point = point(
                user,
                canary.or(() -> baseline.flatMap(_ -> arm(Arm.STABLE)))
                        .map(branch -> branch.deployed().id().text())
                        .orElse(""));
        if (canary.isPresent() && point < canary.get().percent() * (POINTS / 100)) {
            return canary.get();
        }
        if (baseline.isPresent() && point >= POINTS - baseline.get().percent() * (POINTS / 100)) {
            return baseline.get();
        }
        return arm(Arm.STABLE).orElseGet(() -> canary.or(() -> baseline).orElseThrow());
    }

    /// The place of a user among all, in percent; for each salt another one.
    static double share(String user, String salt) {
        return point(user, salt) / (POINTS / 100.0);
    }

    /// FNV-1a with a final mix: even over the points, and the same in every version of this program.
    private static int point(String user, String salt) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < user.length(); i++) {
            hash = (hash ^ user.charAt(i)) * 0x100000001b3L;
        }
        for (int i = 0; i < salt.length(); i++) {
            hash = (hash ^ salt.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        return (int) Long.remainderUnsigned(hash, POINTS);
    }
}
