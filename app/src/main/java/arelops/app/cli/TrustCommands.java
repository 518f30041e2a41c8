package arelops.app.cli;

import arelops.app.config.PolicyFile;
import arelops.app.fault.Fault;
import arelops.app.git.GitRepository;
import arelops.app.git.RefsSeen;
import arelops.app.ledger.Ledger;
import arelops.app.ledger.SeenTip;
import arelops.app.ledger.Verification;
import arelops.app.up.Installation;
import arelops.app.web.PolicyTags;
import arelops.core.policy.Policy;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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

    /// By the controller where one runs; else from the repository on this disk, which needs nobody.
    private static Doc verified(Session session) {
        Surroundings world = session.world();
        boolean remote = session.common().server().isPresent()
                || world.variable("ARELOPS_SERVER").isPresent();
        if (remote || Files.exists(installation(session).controllerFile())) {
            try {
                return session.client().get("verify");
            } catch (Fault fault) {
                if (remote || fault.kind() != Fault.Kind.UNREACHABLE) {
                    throw fault;
                }
            }
        }
        return offline(session);
    }

    private static Installation installation(Session session) {
        return Installation.of(session.repository(), session.world().environment());
    }

    private static Doc offline(Session session) {
        Path folder = session.repository();
        Policy policy = ConfigFile.of(folder, PolicyFile.NAME).rules();
        try (GitRepository git = GitRepository.theirs(folder, policy.trunk())) {
            RefsSeen refs = git.refs();
            if (refs.ref(Ledger.REF).isEmpty() && refs.ref(Ledger.FALLBACK).isEmpty()) {
                throw new Fault(
                        Fault.Kind.UNREACHABLE,
                        "cli.no-ledger",
                        "There is no ledger in " + folder,
                        "In a clone: git fetch origin 'refs/arelops/*:refs/arelops/*' --tags. In a new repository:"
                                + " arelops up.");
            }
            SeenTip seen = new SeenTip(installation(session).ledgerTip());
            return document(new Ledger(git, seen).verify(refs, new PolicyTags(policy)));
        }
    }

    private static Doc document(Verification verification) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        out.put("entries", verification.entries()).put("exit", verification.exitCode());
        ArrayNode findings = out.putArray("findings");
        verification
                .findings()
                .forEach(finding -> findings.addObject()
                        .put("kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
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
            Doc verification = verified(session);
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
            Doc verification = verified(session);
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
