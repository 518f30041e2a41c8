package arelops.app.deploy.wire;

/// The answer to a [RecordCommand].
///
/// @param id of the recording; empty where none was begun
/// @param because why not
public record RecordAnswer(String id, String because) {}
