package arelops.app.deploy;

/// Where a request comes from; comparisons never mix origins.
public enum Origin {
    USER,
    PROBE,
    MIRROR,
    REPLAY
}
