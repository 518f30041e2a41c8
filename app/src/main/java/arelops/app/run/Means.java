package arelops.app.run;

import java.time.InstantSource;

/// What a runner works with.
record Means(
        RunSettings settings,
        Checkout checkout,
        ArtifactStore store,
        Secrets secrets,
        Sandbox sandbox,
        InstantSource clock) {}
