package arelops.app.forge;

import arelops.app.git.HostedRepository;
import arelops.core.change.ReservedTags;
import java.util.function.Supplier;

/// The forge of one repository.
///
/// @param name what its address ends with: `/git/NAME.git`
/// @param reserved the tags that nobody pushes, as the rules say now
/// @param pushed called after each push that changed something
public record Forge(
        String name,
        HostedRepository repository,
        Supplier<ReservedTags> reserved,
        Proposals proposals,
        Runnable pushed) {
    /// The path of the repository on the server.
    public String path() {
        return "/git/" + name + ".git";
    }
}
