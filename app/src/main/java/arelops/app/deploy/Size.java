package arelops.app.deploy;

/// How many instances a deployment has, and how much memory (resident bytes) each may use; 0 means no limit.
public record Size(int instances, long memoryBytes) {
    public static final Size ONE = new Size(1, 0);

    public Size {
        if (instances < 1 || instances > 100) {
            throw new IllegalArgumentException("a deployment has 1 to 100 instances, not " + instances);
        }
        if (memoryBytes < 0) {
            throw new IllegalArgumentException("a memory limit is not negative: " + memoryBytes);
        }
    }
}
