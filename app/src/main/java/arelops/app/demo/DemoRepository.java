package arelops.app.demo;

import arelops.app.fault.Fault;
import arelops.app.people.Person;
import arelops.core.id.CommitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/// The demo's git repository: the example app, and a developer who commits to it.
final class DemoRepository implements AutoCloseable {
    private static final String EXAMPLE = "demo/hello-java";
    private static final String SOURCE = "src/hello/Hello.java";

    private final Path folder;
    private final Git git;

    private DemoRepository(Path folder, Git git) {
        this.folder = folder;
        this.git = git;
    }

    /// Makes the repository in an empty folder, with the example app as its first commit.
    static DemoRepository create(Path folder) {
        try {
            copyExample(folder);
            Git git = Git.init()
                    .setDirectory(folder.toFile())
                    .setInitialBranch("main")
                    .call();
            git.getRepository().getConfig().setString("arelops", null, "home", String.valueOf(folder.getParent()));
            git.getRepository().getConfig().save();
            DemoRepository repository = new DemoRepository(folder, git);
            repository.commit(Team.AUTHOR, "A shop that greets");
            repository.leaveTrunk();
            return repository;
        } catch (IOException | URISyntaxException | GitAPIException e) {
            throw broken(folder, e);
        }
    }

    private static void copyExample(Path to) throws IOException, URISyntaxException {
        URI where = Objects.requireNonNull(
                        DemoRepository.class.getClassLoader().getResource(EXAMPLE),
                        "the example is part of the program")
                .toURI();
        if (where.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(where, Map.of())) {
                copy(jar.getPath(EXAMPLE), to);
            }
        } else {
            copy(Path.of(where), to);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Trunk belongs to the queue: nobody has it checked out.
    private void leaveTrunk() throws GitAPIException, IOException {
        var main = Objects.requireNonNull(git.getRepository().resolve("refs/heads/main"), "main has commits");
        git.checkout().setName(main.name()).call();
    }

    /// Edits one line of the app as trunk was at a commit, and commits it on a branch, as a developer would.
    CommitId change(Person author, String branch, CommitId base, Edit edit, String subject) {
        String from = edit.from();
        String to = edit.to();
        try {
            git.checkout()
                    .setCreateBranch(true)
                    .setName(branch)
                    .setStartPoint(base.hex())
                    .call();
            Path file = folder.resolve(SOURCE);
            String source = Files.readString(file);
            if (!source.contains(from)) {
                throw new IOException(SOURCE + " does not hold: " + from);
            }
            Files.writeString(file, source.replace(from, to));
            CommitId commit = commit(author, subject);
            leaveTrunk();
            return commit;
        } catch (IOException | GitAPIException e) {
            throw broken(folder, e);
        }
    }

    /// One line of the app, before and after.
    record Edit(String from, String to) {}

    private CommitId commit(Person author, String subject) throws GitAPIException {
        PersonIdent by = new PersonIdent(author.name().text(), author.emails().getFirst());
        git.add().addFilepattern(".").call();
        return new CommitId(git.commit()
                .setAuthor(by)
                .setCommitter(by)
                .setSign(false)
                .setNoVerify(true)
                .setMessage(subject)
                .call()
                .name());
    }

    Path folder() {
        return folder;
    }

    /// The part of the config that says how long and how closely everything is watched.
    List<String> waits() {
        try {
            return Files.readAllLines(folder.resolve(".arelops.yaml")).stream()
                    .dropWhile(line -> !line.startsWith("window:"))
                    .toList();
        } catch (IOException e) {
            throw broken(folder, e);
        }
    }

    /// The commit that a tag names, read from git itself; empty where there is no such tag.
    List<CommitId> tag(String name) {
        try {
            var id = git.getRepository().resolve("refs/tags/" + name + "^{commit}");
            return id == null ? List.of() : List.of(new CommitId(id.name()));
        } catch (IOException e) {
            throw broken(folder, e);
        }
    }

    private static Fault broken(Path folder, Exception e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "demo.repository",
                "The demo's repository in " + folder + " cannot be written: " + e.getMessage(),
                "Give another folder: arelops demo --dir FOLDER.",
                e);
    }

    @Override
    public void close() {
        git.close();
    }
}
