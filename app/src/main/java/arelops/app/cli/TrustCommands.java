package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.ledger.Since;
import arelops.app.web.PolicyTags;
import arelops.app.web.VerificationPage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `verify`: the ledger checked from its first entry.
final class TrustCommands {
    private TrustCommands() {}

    static void into(Commands root, Surroundings world) {
        root.add("verify", () -> new Verify(world)).add("rebuild", () -> new RebuildCommand(world));
    }

    private static Optional<Doc> verified(Session session, String since) {
        return new OfflineLedger(session)
                .ask(
                        client -> client.get("verify", Map.of("since", since)),
                        opened -> new Doc(VerificationPage.json(
                                opened.ledger().verify(opened.refs(), new PolicyTags(opened.policy()), since(since)))));
    }

    private static Since since(String text) {
        if (text.isEmpty()) {
            return Since.BEGINNING;
        }
        return text.matches("[0-9]+") ? new Since.Seq(Long.parseLong(text)) : new Since.Moment(Instant.parse(text));
    }

    @Command(description = "Check the whole ledger, and the tags against it. Needs no controller.")
    static final class Verify implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Option(
                names = "--since",
                paramLabel = "ENTRY|TIME",
                description =
                        "Read the documents of records only from this entry or time on; the chain is checked whole.")
        private String since = "";

        Verify(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Optional<Doc> found = verified(session, exact(session));
            if (found.isEmpty()) {
                return OfflineLedger.none(session);
            }
            Doc verification = found.get();
            if (common.json()) {
                session.json(verification);
            } else {
                session.print(
                        common.plain()
                                ? PlainText.findings(verification)
                                : new ReportText(session.view()).verification(verification, since));
            }
            return (int) verification.number("exit");
        }

        /// The number of an entry as it is, a time in the form of the API.
        private String exact(Session session) {
            String text = since.strip();
            return text.isEmpty() || text.matches("[0-9]{1,18}")
                    ? text
                    : TimeText.past(text, session.view()).toString();
        }
    }
}
