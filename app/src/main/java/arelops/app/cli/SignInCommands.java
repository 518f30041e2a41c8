package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `login`: a token for a sign-in link. `credential`: that token for git. `open`: the pages, in a browser.
final class SignInCommands {
    private SignInCommands() {}

    static void into(Commands root, Surroundings world) {
        root.add("login", () -> Common.without(new CommandLine(new Login(world)), "--app", "--plain"))
                .add("open", () -> Common.without(new CommandLine(new Open(world)), "--app", "--plain"))
                .add(
                        "credential",
                        () -> Common.without(new CommandLine(new Credential(world)), "--app", "--plain", "--json"));
    }

    @Command(
            description = "Sign in with a one-time link; the token is kept where commands find it.",
            footer = {"", "An admin makes a link: arelops people add NAME, or arelops people invite NAME."})
    static final class Login implements Callable<Integer> {
        private static final Pattern LINK = Pattern.compile("(https?://[^/]+)/sign-in/([0-9A-Za-z]+)/?");

        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "LINK", description = "The link, or its code alone where the server is known.")
        private String link = "";

        Login(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Matcher whole = LINK.matcher(link.strip());
            String code = whole.matches() ? whole.group(2) : link.strip();
            if (!code.matches("[0-9A-Za-z]{8,100}")) {
                throw new Fault(
                        Fault.Kind.INPUT,
                        "cli.usage",
                        "this is no sign-in link",
                        "It looks like http://127.0.0.1:7331/sign-in/3kTq...; its last part alone will do.");
            }
            ControlClient client =
                    whole.matches() ? new ControlClient(ControlClient.address(whole.group(1)), "") : session.client();
            Doc signed = client.signIn(code);
            Logins.of(world.environment()).keep(client.server(), signed.text("token"));
            if (common.json()) {
                session.json(new Doc(JsonNodeFactory.instance
                        .objectNode()
                        .put("v", 1)
                        .put("name", signed.text("name"))
                        .put("server", client.server().toString())));
            } else {
                session.print(List.of(
                        session.view().paint(View.Tone.GOOD, "✓") + " You are @" + signed.text("name") + " at "
                                + client.server() + "; your commands find the token.",
                        "  For git: git config --global credential." + client.server()
                                + ".helper '!arelops credential'"));
            }
            return Exit.GOOD;
        }
    }

    @Command(
            description = "Make a link that signs a browser in, once, and shows the changes there.",
            footer = {"", "The browser stays signed in for 30 days; arelops people revoke NAME ends that too."})
    static final class Open implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(
                paramLabel = "CHANGE",
                arity = "0..1",
                description = "The change to show; default: the release line.")
        private String change = "";

        Open(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            ControlClient client = session.client();
            String page = page(client);
            Doc made = client.invite(client.get("me").text("name"));
            String link = client.server() + made.text("invitation") + "?to=" + page;
            if (common.json()) {
                session.json(new Doc(
                        JsonNodeFactory.instance.objectNode().put("v", 1).put("link", link)));
            } else {
                session.print(List.of(link));
                session.note("Open it in a browser; it is good once, within 24 hours.");
            }
            return Exit.GOOD;
        }

        /// A change that is not there is told here, and not by the browser.
        private String page(ControlClient client) {
            if (change.isBlank()) {
                return "/";
            }
            String number = change.strip().replaceFirst("^#", "");
            return "/changes/"
                    + client.get("changes/" + ControlClient.part(number)).number("number");
        }
    }

    @Command(
            description = "Tell git the token that is kept here: a credential helper.",
            footer = {
                "",
                "git config --global credential.http://127.0.0.1:7331.helper '!arelops credential'",
                "Git calls it with get, store or erase; only get does something. See gitcredentials(7)."
            })
    static final class Credential implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "ACTION", description = "get, store or erase.")
        private String action = "";

        Credential(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() throws IOException {
            if (!action.equals("get")) {
                return Exit.GOOD;
            }
            Map<String, String> asked = asked();
            Optional<URI> server = server(asked);
            if (server.isEmpty()) {
                return Exit.GOOD;
            }
            // Nothing at all makes git ask the next helper, or the person.
            Optional<ControlClient> client =
                    ControlClient.known(world.environment(), server.get(), common.installation(world));
            if (client.isPresent()) {
                Session session = new Session(world, common);
                String name = client.get().get("me").text("name");
                session.out()
                        .print("username=" + name + "\npassword=" + client.get().token() + "\n");
                session.out().flush();
            }
            return Exit.GOOD;
        }

        private Map<String, String> asked() throws IOException {
            Map<String, String> asked = new HashMap<>();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(world.streams().in(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                int at = line.indexOf('=');
                if (at > 0) {
                    asked.put(line.substring(0, at), line.substring(at + 1));
                }
            }
            return asked;
        }

        private static Optional<URI> server(Map<String, String> asked) {
            String protocol = asked.getOrDefault("protocol", "");
            String host = asked.getOrDefault("host", "");
            return protocol.matches("https?") && host.matches("[A-Za-z0-9.:\\[\\]-]+")
                    ? Optional.of(URI.create(protocol + "://" + host))
                    : Optional.empty();
        }
    }
}
