package arelops.app.forge;

/// One request of a git client.
///
/// @param remote the address of the repository as the client wrote it, for commands that are shown
record Visit(Guest guest, String remote) {}
