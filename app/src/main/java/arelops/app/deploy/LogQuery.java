package arelops.app.deploy;

/// Which output to read: an instance of a deployment, from a byte position (negative: that many from the end).
public record LogQuery(DeploymentId deployment, int instance, long from) {}
