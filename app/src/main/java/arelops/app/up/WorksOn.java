package arelops.app.up;

import arelops.app.fault.Fault;
import arelops.app.git.RemoteAddress;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Which repository and branch an installation works on, remembered since its first start: `works-on.json`.
///
/// A second start on another repository would meet another ledger, and take it for a rewritten one.
///
/// @param remote the address of the git remote, never with a password; empty for the repository on this disk
/// @param trunk the branch; empty as long as none was named and the repository had none
/// @param forge where people reach the repository that we host; empty where it is somebody else's
public record WorksOn(Optional<String> remote, Optional<String> trunk, Optional<Door> forge) {
    /// The port by which a hosted repository is reached: clones remember it, so it stays.
    public record Door(int port) {
        /// Before it was opened for the first time.
        static final Door ANY = new Door(0);
    }

    private static final JsonMapper JSON = new JsonMapper();

    /// Whether a start may change what is remembered.
    public enum Change {
        REFUSED,
        MEANT
    }

    /// What is remembered; empty before the first start.
    public static Optional<WorksOn> remembered(Installation installation) {
        Path file = installation.worksOn();
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            JsonNode root = JSON.readTree(Files.readString(file));
            Optional<Door> forge = root.path("forge").asBoolean(false)
                    ? Optional.of(new Door(root.path("port").asInt(0)))
                    : Optional.empty();
            return Optional.of(new WorksOn(text(root, "remote"), text(root, "trunk"), forge));
        } catch (JsonProcessingException e) {
            throw broken(file, "it is damaged", e);
        } catch (IOException e) {
            throw broken(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<String> text(JsonNode root, String name) {
        return Optional.of(root.path(name).asText("")).filter(text -> !text.isBlank());
    }

    private static Fault broken(Path file, String why, IOException cause) {
        return new Fault(
                Fault.Kind.BROKEN,
                "up.memory",
                "Cannot read or write " + file + ": " + why,
                "Make it readable and writable, or delete it and name what to work on: arelops up --remote URL.",
                cause);
    }

    /// What a launch works on, once it was found out which branch that is.
    static WorksOn of(Launch launch, Optional<String> trunk) {
        return new WorksOn(
                launch.remote().map(WorksOn::bare), trunk, launch.forge().map(_ -> new Door(launch.control())));
    }

    private static String bare(String address) {
        return RemoteAddress.parse(address).toString();
    }

    /// The launch with what is remembered where it says nothing; faults if it says something else, unless that is
    /// meant.
    public static Launch settled(Installation installation, Launch launch, Change change) {
        Optional<String> asked = launch.remote().map(text -> located(installation, text));
        boolean isHere =
                asked.filter(installation.repository().toString()::equals).isPresent();
        Launch named = launch.on(isHere ? Optional.empty() : asked, launch.trunk());
        Optional<WorksOn> remembered = remembered(installation);
        if (remembered.isEmpty()) {
            return named;
        }
        WorksOn known = remembered.get();
        boolean isNamed = asked.isPresent() || launch.forge().isPresent();
        Launch there =
                named.on(isNamed ? named.remote() : known.remote, launch.trunk().or(known::trunk));
        Launch whole = known.forge.isPresent() && asked.isEmpty() ? known.hosted(there) : there;
        WorksOn wanted = of(whole, whole.trunk());
        if (change == Change.REFUSED && !known.agrees(wanted)) {
            throw other(installation, known, wanted);
        }
        return whole;
    }

    /// A path from where the person stands, so that it means the same to every later start.
    private static String located(Installation installation, String address) {
        RemoteAddress parsed = RemoteAddress.parse(address);
        return parsed.path()
                .map(path -> path.toAbsolutePath().normalize())
                .filter(path -> parsed.isPlainPath() || path.equals(installation.repository()))
                .map(Path::toString)
                .orElse(address);
    }

    /// The launch of the repository that is hosted already, at the port that clones know.
    private Launch hosted(Launch launch) {
        Launch ours = launch.hosting(launch.forge().orElse(FirstContent.IMPORTED));
        return launch.control() == 0 ? ours.at(forge.orElse(Door.ANY).port()) : ours;
    }

    /// Whether the repository is our own.
    public boolean isHosted() {
        return forge.isPresent();
    }

    /// Whether a repository is hosted for this installation's own folder.
    static boolean isHostedFor(Installation installation) {
        Path file = installation.worksOn();
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            return root.path("forge").asBoolean(false)
                    && root.path("folder")
                            .asText("")
                            .equals(installation.repository().toString());
        } catch (IOException e) {
            return false;
        }
    }

    /// The repository on this disk that is worked on, where that is no remote.
    static Path folder(Installation installation) {
        return remembered(installation).flatMap(WorksOn::forge).isPresent()
                ? installation.forge()
                : installation.repository();
    }

    /// The same, reached at this port where it is hosted.
    WorksOn at(int port) {
        return new WorksOn(remote, trunk, forge.map(_ -> new Door(port)));
    }

    /// Whether another is at the same place, whatever the branch.
    boolean isWith(WorksOn other) {
        return remote.equals(other.remote) && forge.isPresent() == other.forge.isPresent();
    }

    /// Whether another is the same place; a branch that was not known yet may become any.
    boolean agrees(WorksOn other) {
        return isWith(other) && (trunk.isEmpty() || trunk.equals(other.trunk));
    }

    private static Fault other(Installation installation, WorksOn known, WorksOn wanted) {
        String command = "arelops up"
                + (known.isWith(wanted)
                        ? ""
                        : wanted.forge.isPresent()
                                ? " --forge"
                                : " --remote "
                                        + wanted.remote.orElse(
                                                installation.repository().toString()))
                + (known.trunk.equals(wanted.trunk)
                        ? ""
                        : wanted.trunk.map(branch -> " --trunk " + branch).orElse(""));
        return new Fault(
                Fault.Kind.INPUT,
                "up.elsewhere",
                "ARelOps works on " + known.in(installation) + " for this folder, not on " + wanted.in(installation),
                "arelops up alone goes on there. If the repository has moved, with its ledger and tags: " + command
                        + " --move.");
    }

    /// Whether an address that somebody wrote is the remembered one.
    public static boolean same(String address, String remembered) {
        try {
            return bare(address).equals(remembered);
        } catch (Fault e) {
            return false;
        }
    }

    /// In words: the place and the branch.
    public String in(Installation installation) {
        return (forge.isPresent() ? "the forge of " : "")
                + remote.orElse(installation.repository().toString())
                + trunk.map(branch -> ", trunk " + branch).orElse("");
    }

    void write(Installation installation) {
        Path file = installation.worksOn();
        try {
            ObjectNode root = JSON.createObjectNode().put("v", 1);
            remote.ifPresent(address -> root.put("remote", address));
            trunk.ifPresent(branch -> root.put("trunk", branch));
            forge.ifPresent(door -> root.put("forge", true)
                    .put("port", door.port())
                    .put("folder", installation.repository().toString()));
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, root + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw broken(file, String.valueOf(e.getMessage()), e);
        }
    }
}
