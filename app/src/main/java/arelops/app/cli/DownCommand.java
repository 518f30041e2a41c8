package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.up.Installation;
import arelops.app.up.Takedown;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Stops what `up` started for the repository of the working folder, and returns when it has ended.
@Command(
        name = "down",
        description = "Stop ARelOps for this repository: the controller, the node and the apps that it runs.",
        footer = {
            "",
            "Requests under way are answered, then apps get SIGTERM, and SIGKILL if they do not end.",
            "Nothing is forgotten: arelops up starts the same apps again, and the line goes on where it was.",
            "A build or test under way is broken off, and begins again."
        })
final class DownCommand implements Callable<Integer> {
    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Option(names = "--keep-apps", description = "Stop the controller alone; apps go on serving.")
    private boolean keepApps;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Stop only if the controller here listens on this port.")
    private int port;

    private DownCommand(Surroundings world) {
        this.world = world;
    }

    static CommandLine of(Surroundings world) {
        return Common.without(new CommandLine(new DownCommand(world)), "--server", "--app", "--plain");
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        Installation installation = session.installation();
        Takedown takedown = new Takedown(installation, world.clock(), sentence -> say(session, "· " + sentence));
        Optional<URI> controller = port == 0 ? takedown.controller() : takedown.controllerAt(port);
        String good = session.view().paint(View.Tone.GOOD, "✓");
        say(
                session,
                controller.isPresent()
                        ? good + " controller stopped"
                        : "· no controller runs for " + installation.repository());
        ObjectNode out = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("repository", installation.repository().toString())
                .put("controller", controller.isPresent() ? "stopped" : "none");
        controller.ifPresent(url -> out.put("url", url.toString()));
        if (keepApps) {
            out.put("node", "kept");
        } else {
            boolean node = takedown.apps();
            say(session, node ? good + " node and apps stopped; arelops up goes on from here" : "· no node runs");
            out.put("node", node ? "stopped" : "none");
        }
        if (common.json()) {
            session.json(new Doc(out));
        }
        return Exit.GOOD;
    }

    private void say(Session session, String line) {
        if (!common.json()) {
            session.print(line);
        }
    }
}
