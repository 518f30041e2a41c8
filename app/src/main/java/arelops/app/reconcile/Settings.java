package arelops.app.reconcile;

import arelops.app.run.Isolation;
import arelops.core.id.AppName;
import java.nio.file.Path;

/// What does not change while a controller runs.
///
/// @param controller the name under which it declares moves, different at every start; up to its last
///     dot it is that of the seat that one controller takes at a time
/// @param repository the name of the app of a repository whose config names none
/// @param deployments the folder in which artifacts lie unpacked for the target
/// @param neighbours where other apps are reached
/// @param isolation how far the commands of jobs are kept from the program
public record Settings(
        String controller, AppName repository, Path deployments, Isolation isolation, Neighbours neighbours) {}
