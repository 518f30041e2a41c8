package arelops.app.cli;

import arelops.app.ledger.Verification;
import arelops.app.up.Installation;
import arelops.app.up.WorksOn;
import arelops.app.web.PolicyTags;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `verify` and `rebuild`: the ledger checked from its first entry.
final class TrustCommands {
    private TrustCommands() {}

    static void into(CommandLine root, Surroundings world) {
        root.addSubcommand("verify", new Verify(world)).addSubcommand("rebuild", new Rebuild(world));
    }

    private static Optional<Doc> verified(Session session) {
        return new OfflineLedger(session)
                .ask(
                        client -> client.get("verify"),
                        opened -> document(opened.ledger().verify(opened.refs(), new PolicyTags(opened.policy()))));
    }

    private static int noLedger(Session session) {
        View view = session.view();
        session.note(view.paint(View.Tone.BAD, "✕") + " There is no ledger in " + place(session) + ".");
        session.note("  Fix   in a clone: git fetch origin 'refs/arelops/*:refs/arelops/*' --tags");
        session.note("        in a new repository: arelops up");
        return Exit.NO_DATA;
    }

    private static String place(Session session) {
        Installation here = session.installation();
        return WorksOn.remembered(here)
                .map(known -> known.in(here))
                .orElse(here.repository().toString());
    }

    private static Doc document(Verification verification) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        out.put("entries", verification.entries()).put("exit", verification.exitCode());
        ArrayNode findings = out.putArray("findings");
        verification
                .findings()
                .forEach(finding -> findings.addObject()
                        .put(
                                "kind",
                                finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .put("seq", finding.seq())
                        .put("text", finding.text()));
        return new Doc(out);
    }

    @Command(description = "Check the whole ledger, and the tags against it. Needs no controller.")
    static final class Verify implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        Verify(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Optional<Doc> found = verified(session);
            if (found.isEmpty()) {
                return noLedger(session);
            }
            Doc verification = found.get();
            if (common.json()) {
                session.json(verification);
            } else {
                session.print(new ReportText(session.view()).verification(verification));
            }
            return (int) verification.number("exit");
        }
    }

    @Command(description = "Make everything anew that can be made from git.")
    static final class Rebuild implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        Rebuild(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Optional<Doc> found = verified(session);
            if (found.isEmpty()) {
                return noLedger(session);
            }
            Doc verification = found.get();
            if (common.json()) {
                session.json(verification);
            } else {
                session.print(new ReportText(session.view()).verification(verification));
                session.print("  Nothing else to make anew: this version keeps all that decides in git alone.");
            }
            return (int) verification.number("exit");
        }
    }
}
