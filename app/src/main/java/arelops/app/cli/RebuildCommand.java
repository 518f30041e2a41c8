package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.config.PolicyFile;
import arelops.app.fault.Fault;
import arelops.app.ledger.LedgerView;
import arelops.app.ledger.Verification;
import arelops.app.up.FreshMirror;
import arelops.app.up.Installation;
import arelops.app.web.PolicyTags;
import arelops.app.web.VerificationPage;
import arelops.core.id.CommitId;
import arelops.core.policy.Policy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rebuild`: whatever is kept on this disk of what is in git, made anew from git alone.
@Command(
        description =
                "Make anew, from git alone, what this machine keeps of it. Needs no controller, and none may run.",
        footer = {
            "",
            "The ledger is read from its first record, every state of an environment is worked out again and compared,",
            "and only if all of that is sound: the mirror of a remote is replaced by one that was fetched whole, and the",
            "newest tip that was seen is noted anew. Artifacts, apps, jobs and tokens are not made from git: they stay.",
            "First: arelops down --keep-apps. Afterwards: arelops up."
        })
final class RebuildCommand implements Callable<Integer> {
    /// From this exit code on the ledger itself is not sound; less is a tag elsewhere, which the next look puts right.
    private static final int UNSOUND = 11;

    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    RebuildCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        if (common.server().isPresent() || world.variable("ARELOPS_SERVER").isPresent()) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.usage",
                    "rebuild works on the files of this machine, not through a server",
                    "Leave out --server and ARELOPS_SERVER; arelops verify asks a server.");
        }
        Installation installation = session.installation();
        Policy here = ConfigFile.of(installation.repository(), PolicyFile.NAME).rules();
        if (!Files.isDirectory(installation.data())) {
            return nothingKept(session);
        }
        try (FreshMirror fresh = FreshMirror.open(installation, here.trunk())) {
            Optional<OfflineLedger.Opened> opened = new OfflineLedger(session).opened(fresh.git(), here);
            if (opened.isEmpty()) {
                return OfflineLedger.none(session);
            }
            return rebuild(session, fresh, opened.get());
        }
    }

    private int rebuild(Session session, FreshMirror fresh, OfflineLedger.Opened opened) {
        Verification verification = opened.ledger().verify(opened.refs(), new PolicyTags(opened.policy()));
        List<String> made = new ArrayList<>();
        if (verification.exitCode() < UNSOUND) {
            LedgerView view = opened.ledger().read(opened.refs());
            fresh.keep();
            int environments = view.state().slots().size();
            made.add("the states of " + environments + (environments == 1 ? " environment" : " environments")
                    + ", worked out from " + verification.entries() + " records; git has the same");
            fresh.remote().ifPresent(address -> made.add("the mirror of " + address + ", fetched whole"));
            made.add("the newest tip that was seen: "
                    + view.tip().map(CommitId::brief).orElse("none"));
        }
        print(session, verification, made);
        return verification.exitCode();
    }

    private void print(Session session, Verification verification, List<String> made) {
        ObjectNode json = VerificationPage.json(verification);
        made.forEach(json.putArray("made")::add);
        if (common.json()) {
            session.json(new Doc(json));
            return;
        }
        View view = session.view();
        List<String> lines = new ArrayList<>(new ReportText(view).verification(new Doc(json), ""));
        made.forEach(one -> lines.add(view.paint(View.Tone.GOOD, "✓") + " made anew: " + one));
        lines.add(
                made.isEmpty()
                        ? view.paint(View.Tone.BAD, "✕")
                                + " Nothing was made anew: what is here may be all that is left."
                        : view.paint(View.Tone.QUIET, "· as they were: artifacts, apps, jobs, tokens, secrets"));
        session.print(lines);
    }

    /// A clone in which nothing was ever started keeps nothing; its ledger can be checked all the same.
    private int nothingKept(Session session) {
        Optional<Verification> found = new OfflineLedger(session)
                .open(opened -> opened.ledger().verify(opened.refs(), new PolicyTags(opened.policy())));
        if (found.isEmpty()) {
            return OfflineLedger.none(session);
        }
        ObjectNode json = VerificationPage.json(found.get());
        json.putArray("made");
        if (common.json()) {
            session.json(new Doc(json));
        } else {
            session.print(new ReportText(session.view()).verification(new Doc(json), ""));
            session.print("· Nothing to make anew: ARelOps keeps nothing on this machine for this folder.");
        }
        return found.get().exitCode();
    }
}
