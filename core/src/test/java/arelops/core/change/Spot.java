package arelops.core.change;

import arelops.core.release.Seen;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the target has in one slot of a TEST environment.
///
/// @param deployments by token
/// @param highest the highest token that was seen here: it refuses lower ones, also after the slot was given back
record Spot(SortedMap<Long, Feels> deployments, OptionalLong traffic, long highest) {
    static final Spot EMPTY = new Spot(new TreeMap<>(), OptionalLong.empty(), 0);

    enum Feels {
        STARTING,
        UP,
        DOWN
    }

    boolean isEmpty() {
        return deployments.isEmpty() && traffic.isEmpty();
    }

    Spot deployed(long token) {
        return with(token, deployments.getOrDefault(token, Feels.STARTING));
    }

    Spot with(long token, Feels feels) {
        SortedMap<Long, Feels> more = new TreeMap<>(deployments);
        more.put(token, feels);
        return new Spot(more, traffic, Math.max(highest, token));
    }

    Spot without(long deployment) {
        SortedMap<Long, Feels> fewer = new TreeMap<>(deployments);
        fewer.remove(deployment);
        return new Spot(fewer, traffic, highest);
    }

    Spot serving(OptionalLong deployment) {
        return new Spot(deployments, deployment, highest);
    }

    Spot at(long token) {
        return new Spot(deployments, traffic, Math.max(highest, token));
    }

    Seen.Target seen(arelops.core.id.Release release) {
        SortedMap<Long, Seen.Deployment> all = new TreeMap<>();
        deployments.forEach(
                (token, feels) -> all.put(token, new Seen.Deployment(token, release, health(feels), List.of())));
        return new Seen.Target.Running(all, traffic, OptionalLong.empty(), Optional.empty());
    }

    private static Seen.Health health(Feels feels) {
        return switch (feels) {
            case STARTING -> new Seen.Health.Starting();
            case UP -> new Seen.Health.Up();
            case DOWN -> new Seen.Health.Down("it ended", 1);
        };
    }
}
