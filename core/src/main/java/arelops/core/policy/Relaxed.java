package arelops.core.policy;

/// One thing that is looser than a MUST of the standard: the key of the config, and a sentence for screens.
public record Relaxed(String key, String sentence) {}
