package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.config.Detected;
import arelops.app.config.PolicyFile;
import arelops.app.fault.Fault;
import arelops.app.git.GitRepository;
import arelops.app.git.RefsSeen;
import arelops.app.ledger.Ledger;
import arelops.app.ledger.SeenTip;
import arelops.app.up.Installation;
import arelops.app.up.Unattended;
import arelops.app.up.WorksOn;
import arelops.core.policy.Policy;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Function;

/// What is asked of the ledger: of the controller where one runs, else of git, which needs nobody.
final class OfflineLedger {
    private static final int LARGEST = 1 << 20;

    private final Session session;

    OfflineLedger(Session session) {
        this.session = session;
    }

    /// The ledger without a controller.
    ///
    /// @param refs as git has them now, with their objects on this disk
    /// @param policy the rules of trunk's tip
    record Opened(Ledger ledger, RefsSeen refs, Policy policy) {}

    /// What the controller answers at a path, or what comes out without one; empty where there is no ledger.
    Optional<Doc> ask(Function<ControlClient, Doc> controller, Function<Opened, Doc> alone) {
        Surroundings world = session.world();
        boolean named = session.common().server().isPresent()
                || world.variable("ARELOPS_SERVER").isPresent();
        if (named || Files.exists(session.installation().controllerFile())) {
            try {
                return Optional.of(controller.apply(session.client()));
            } catch (Fault fault) {
                if (named || fault.kind() != Fault.Kind.UNREACHABLE) {
                    throw fault;
                }
            }
        }
        return open(alone);
    }

    /// Reads the ledger where the last `up` worked, be it here or behind a server; empty where there is none.
    <T> Optional<T> open(Function<Opened, T> read) {
        Installation installation = session.installation();
        Policy here = ConfigFile.of(installation.repository(), PolicyFile.NAME).rules();
        try (Unattended source = Unattended.open(installation, here.trunk())) {
            return opened(source.git(), here).map(read);
        }
    }

    /// The ledger in this repository; empty where there is none.
    Optional<Opened> opened(GitRepository git, Policy here) {
        RefsSeen refs = git.fetch();
        if (refs.ref(Ledger.REF).isEmpty() && refs.ref(Ledger.FALLBACK).isEmpty()) {
            return Optional.empty();
        }
        Ledger ledger = new Ledger(git, new SeenTip(session.installation().ledgerTip()));
        return Optional.of(new Opened(ledger, refs, rules(git, refs, here)));
    }

    /// Says that there is no ledger where it should be, and how to get one.
    static int none(Session session) {
        Installation here = session.installation();
        String place = WorksOn.remembered(here)
                .map(known -> known.in(here))
                .orElse(here.repository().toString());
        session.note(session.view().paint(View.Tone.BAD, "✕") + " There is no ledger in " + place + ".");
        session.note(
                "  Fix   in a clone: arelops setup-clone && git fetch origin && git fetch origin '+refs/arelops/*:refs/arelops/*'");
        session.note("        in a new repository: arelops up");
        return Exit.NO_DATA;
    }

    /// The rules of trunk's tip; those of the working copy where trunk says nothing that can be used.
    private Policy rules(GitRepository git, RefsSeen refs, Policy here) {
        return refs.trunk()
                .flatMap(tip -> git.file(tip, PolicyFile.NAME, LARGEST))
                .map(bytes -> PolicyFile.parse(
                        PolicyFile.NAME, bytes, session.installation().app(), Detected.NOTHING))
                .filter(PolicyFile.Valid.class::isInstance)
                .map(valid -> ((PolicyFile.Valid) valid).policy())
                .orElse(here);
    }
}
