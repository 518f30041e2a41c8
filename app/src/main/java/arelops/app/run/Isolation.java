package arelops.app.run;

/// How far the commands of a job are kept from the program and from each other, the strongest first.
public enum Isolation {
    /// Own namespaces by bubblewrap: the disk read-only, the program's folders hidden, other processes unseen.
    BUBBLEWRAP,
    /// Another unix user, who cannot read the program's folders. Only where the program runs as root.
    USER,
    /// The program's own user: a command can read whatever the program can. `relaxed`.
    NONE
}
