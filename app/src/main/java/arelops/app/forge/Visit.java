package arelops.app.forge;

/// One request of a git client.
///
/// @param server the address of this server as the client wrote it
/// @param path that of the repository on it
record Visit(Guest guest, String server, String path) {
    /// The address of the repository, for commands that are shown.
    String remote() {
        return server + path;
    }
}
