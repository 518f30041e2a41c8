package arelops.core.policy;

/// Something wrong in the config: the path of the key (`environments.beta.soak`), what is wrong, and how to mend it.
public record Problem(String path, String message, String mend) {}
