package arelops.app.deploy;

/// Everything a target needs to run one deployment; the same id always means the same contents.
public record DeploymentSpec(
        DeploymentId id, Build build, Launch launch, Health health, Size size, Stopping stopping) {}
