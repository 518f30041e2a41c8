package arelops.app.web;

import arelops.app.reconcile.Board;
import arelops.app.reconcile.Observed;
import arelops.core.evidence.Builds;
import arelops.core.evidence.ErrorRecord;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.Trunk;
import arelops.core.id.CommitId;
import arelops.core.id.Slot;
import arelops.core.release.Decision;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Trunk as a line with flags on it: the newest commits, oldest first, with runs of commits that say nothing folded.
final class TrunkPage {
    private static final int DRAWN = 9;
    private static final int MOST = 12;
    private static final int FOLDED_FROM = 4;

    private final Observed observed;
    private final Board board;
    private final Trunk trunk;
    private final Commits commits;

    TrunkPage(Observed observed, Board board) {
        this.observed = observed;
        this.board = board;
        this.trunk = observed.ledger().state().trunk();
        this.commits = new Commits(observed);
    }

    void into(ArrayNode out) {
        List<CommitId> all = trunk.commits();
        int start = Math.max(0, all.size() - DRAWN);
        for (SlotState slot : observed.ledger().state().slots().values()) {
            start = Math.min(start, slot.tag().flatMap(trunk::position).orElse(start));
        }
        List<List<CommitId>> groups = new ArrayList<>();
        List<CommitId> silent = new ArrayList<>();
        for (CommitId commit : all.subList(start, all.size())) {
            if (says(commit) || commit.equals(all.getLast())) {
                fold(groups, silent);
                groups.add(List.of(commit));
            } else {
                silent.add(commit);
            }
        }
        fold(groups, silent);
        groups.subList(Math.max(0, groups.size() - MOST), groups.size()).forEach(group -> {
            if (group.size() > 1) {
                out.addObject().put("folded", group.size());
            } else {
                commit(out.addObject(), group.getFirst());
            }
        });
    }

    private static void fold(List<List<CommitId>> groups, List<CommitId> silent) {
        if (silent.size() >= FOLDED_FROM) {
            groups.add(List.copyOf(silent));
        } else {
            silent.forEach(commit -> groups.add(List.of(commit)));
        }
        silent.clear();
    }

    /// Whether a commit carries a flag or a mark, so that it must not be folded.
    private boolean says(CommitId commit) {
        return observed.ledger().state().slots().values().stream()
                        .anyMatch(slot -> slot.tag().filter(commit::equals).isPresent()
                                || slot.attempt()
                                        .filter(attempt ->
                                                attempt.release().commit().equals(commit))
                                        .isPresent())
                || observed.ledger().state().openErrors().stream()
                        .anyMatch(error -> error.rejected().commit().equals(commit));
    }

    private void commit(ObjectNode out, CommitId commit) {
        GateJson.commit(out, commit, commits);
        commits.read(commit).ifPresent(read -> out.put("author", read.authorship().author().name())
                .put("at", read.authorship().at().toString()));
        ArrayNode flags = out.putArray("flags");
        for (Map.Entry<Slot, SlotState> slot :
                observed.ledger().state().slots().entrySet()) {
            if (slot.getValue().tag().filter(commit::equals).isPresent()) {
                flags.addObject()
                        .put("app", slot.getKey().app().text())
                        .put("environment", slot.getKey().environment().text());
            }
        }
        ArrayNode builds = out.putArray("builds");
        board.apps().forEach((app, decided) -> builds.addObject()
                .put("app", app.text())
                .put("state", state(observed.ledger().state().builds(app), decided.intake(), commit)));
        marks(out.putArray("marks"), commit);
    }

    private static String state(Builds builds, Decision intake, CommitId commit) {
        if (builds.of(commit).isPresent()) {
            return "built";
        }
        if (builds.notBuilt().contains(commit)) {
            return "not-built";
        }
        if (intake.because().contains(commit.brief())) {
            return intake instanceof Decision.Wait wait && wait.until() instanceof Decision.Until.Person
                    ? "needs-you"
                    : "at-work";
        }
        return "waiting";
    }

    private void marks(ArrayNode marks, CommitId commit) {
        for (ErrorRecord error : observed.ledger().state().openErrors()) {
            boolean rejected = error.rejected().commit().equals(commit);
            if (rejected || error.suspects().contains(commit)) {
                marks.addObject()
                        .put("state", rejected ? "rejected" : "suspect")
                        .put("app", error.slot().app().text())
                        .put("environment", error.slot().environment().text())
                        .put("error", error.number());
            }
        }
    }
}
