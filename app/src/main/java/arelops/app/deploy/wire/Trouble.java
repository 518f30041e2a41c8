package arelops.app.deploy.wire;

/// What the node answers, with a status of 400 or above, when it cannot answer.
public record Trouble(String because) {}
