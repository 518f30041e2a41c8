package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.config.PolicyFile;
import arelops.app.fault.Fault;
import arelops.app.git.CloneSetup;
import arelops.app.up.GitProgram;
import arelops.app.up.WorksOn;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `setup-clone`: teaches a developer's clone to follow the environments' tags.
@Command(description = "Make git fetch follow the environments' tags in this clone.")
final class SetupClone implements Callable<Integer> {
    private static final String USUAL = "origin";

    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Option(
            names = "--remote",
            paramLabel = "REMOTE",
            description = "The remote; default: the one that ARelOps works on, else origin.")
    private String named = "";

    SetupClone(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        Path clone = session.repository();
        Policy policy = ConfigFile.of(clone, PolicyFile.NAME).rules();
        List<String> tags = new ArrayList<>();
        for (AppPolicy app : policy.apps()) {
            for (EnvironmentPolicy environment : policy.line()) {
                tags.add(policy.tagName(app.name(), environment.name()));
            }
        }
        String remote = named.isBlank() ? usual(session) : named;
        CloneSetup.Outcome outcome = CloneSetup.follow(clone, remote, tags, existing(clone, remote));
        if (common.json()) {
            session.json(json(remote, outcome));
            return Exit.GOOD;
        }
        View view = session.view();
        List<String> lines = new ArrayList<>();
        lines.add(view.paint(View.Tone.GOOD, "✓") + " git fetch " + remote + " follows "
                + (outcome.added().isEmpty() && outcome.already().isEmpty()
                        ? "no environment yet"
                        : String.join(", ", outcome.added())
                                + (outcome.added().isEmpty() ? "" : " from now on")
                                + (outcome.already().isEmpty()
                                        ? ""
                                        : (outcome.added().isEmpty() ? "" : ", ") + String.join(", ", outcome.already())
                                                + " as before")));
        if (!outcome.notYet().isEmpty()) {
            lines.add("  Not there yet: " + String.join(", ", outcome.notYet()) + ". Run this again when they are.");
        }
        session.print(lines);
        return Exit.GOOD;
    }

    private static Doc json(String remote, CloneSetup.Outcome outcome) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1).put("remote", remote);
        outcome.added().forEach(out.putArray("added")::add);
        outcome.already().forEach(out.putArray("already")::add);
        outcome.notYet().forEach(out.putArray("notYet")::add);
        return new Doc(out);
    }

    /// The clone's own name for the remote that `up` worked on from this folder; `origin` where it has none.
    private static String usual(Session session) {
        Optional<String> followed = WorksOn.remembered(session.installation()).flatMap(WorksOn::remote);
        if (followed.isEmpty()) {
            return USUAL;
        }
        Optional<String> known = GitProgram.says(session.repository(), "remote").stream()
                .flatMap(String::lines)
                .filter(name -> GitProgram.says(session.repository(), "remote", "get-url", name)
                        .filter(url -> WorksOn.same(url, followed.get()))
                        .isPresent())
                .findFirst();
        if (known.isEmpty()) {
            session.note("No remote of this clone has the address that ARelOps works on, " + followed.get()
                    + "; taking " + USUAL + ". Another: --remote NAME.");
        }
        return known.orElse(USUAL);
    }

    private static Set<String> existing(Path clone, String remote) {
        String listed = GitProgram.says(clone, "ls-remote", "--tags", remote)
                .orElseThrow(() -> new Fault(
                        Fault.Kind.UNREACHABLE,
                        "git.remote",
                        "git ls-remote --tags " + remote + " does not work in " + clone,
                        "Check git remote -v, and that you can reach it."));
        return listed.lines()
                .map(line -> line.replaceFirst("^.*\\srefs/tags/", ""))
                .filter(name -> !name.endsWith("^{}"))
                .collect(Collectors.toSet());
    }
}
