package arelops.app.git;

import arelops.app.fault.Fault;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// Teaches a developer's clone to follow moving tags: one refspec for each environment tag.
///
/// Without it plain `git fetch` leaves a moved tag silently stale, and `git fetch --tags` fails with "would clobber
/// existing tag".
public final class CloneSetup {
    private CloneSetup() {}

    /// What was done: tags now followed that were not, tags followed before, and tags that do not exist yet.
    ///
    /// Those are left out because git gives up a whole fetch over a named tag that the server lacks ("couldn't find
    /// remote ref"); the person runs the command again when the tag is there.
    public record Outcome(List<String> added, List<String> already, List<String> notYet) {}

    /// Writes the refspecs into the clone's own config; a second run changes nothing.
    public static Outcome follow(Path clone, String remote, Collection<String> tags, Set<String> existing) {
        List<String> added = new ArrayList<>();
        List<String> already = new ArrayList<>();
        List<String> notYet = new ArrayList<>();
        try (Repository repository = open(clone)) {
            StoredConfig config = repository.getConfig();
            if (config.getString("remote", remote, "url") == null) {
                throw noRemote(clone, remote);
            }
            List<String> lines = new ArrayList<>(Arrays.asList(config.getStringList("remote", remote, "fetch")));
            List<String> before = List.copyOf(lines);
            for (String tag : new TreeSet<>(tags)) {
                String line = "+refs/tags/" + tag + ":refs/tags/" + tag;
                if (!existing.contains(tag)) {
                    lines.remove(line);
                    notYet.add(tag);
                } else if (lines.contains(line)) {
                    already.add(tag);
                } else {
                    lines.add(line);
                    added.add(tag);
                }
            }
            if (!lines.equals(before)) {
                config.setStringList("remote", remote, "fetch", lines);
                config.save();
            }
            return new Outcome(List.copyOf(added), List.copyOf(already), List.copyOf(notYet));
        } catch (IOException | ConfigInvalidException e) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "git.no-clone",
                    "Cannot set up the clone at " + clone + ": " + e.getMessage(),
                    "Run this in a clone of the repository, as the user who owns it.",
                    e);
        }
    }

    private static Repository open(Path clone) throws IOException, ConfigInvalidException {
        File start = clone.toAbsolutePath().toFile();
        FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(start);
        if (builder.getGitDir() == null) {
            throw new IOException("not in a git repository");
        }
        Repository repository = builder.setMustExist(true).build();
        repository.getConfig().load();
        return repository;
    }

    private static Fault noRemote(Path clone, String remote) {
        return new Fault(
                Fault.Kind.INPUT,
                "git.no-remote",
                "The clone at " + clone + " has no remote named " + remote,
                "Name the remote that ARelOps works on (git remote -v lists them).");
    }
}
