package arelops.core.policy;

/// Where changes land, and how they wait for it.
public record Merging(String trunk, QueueRules queue) {
    public Merging(String trunk) {
        this(trunk, QueueRules.STANDARD);
    }
}
