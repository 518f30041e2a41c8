package arelops.app.web;

import arelops.app.reconcile.Board;
import arelops.app.reconcile.Observed;
import arelops.core.evidence.SlotState;
import arelops.core.gate.Gate;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.release.Decision;
import arelops.core.release.Line;
import arelops.core.release.Overrides;
import arelops.core.release.Seen;
import arelops.core.release.SkippedGate;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// One environment of an app as JSON: what runs, what comes next and what that waits for.
final class EnvironmentPage {
    private final Board board;
    private final Observed observed;
    private final Slot slot;
    private final SlotState state;
    private final Commits commits;

    EnvironmentPage(Board board, Observed observed, AppName app, EnvironmentName environment) {
        this.board = board;
        this.observed = observed;
        this.slot = new Slot(app, environment);
        this.state = observed.ledger().state().slot(slot);
        this.commits = new Commits(observed);
    }

    void into(ObjectNode out) {
        out.put("name", slot.environment().text())
                .put("tag", observed.rules().policy().tagName(slot.app(), slot.environment()));
        state.serving().ifPresent(serving -> {
            GateJson.commit(out, serving.commit(), commits)
                    .put("since", serving.since().toString())
                    .put("settled", serving.settled());
            serving.release().ifPresent(release -> out.put("release", release.number()));
        });
        observed.target(slot).ifPresent(target -> {
            out.put("address", target.address().byPort().toString());
            GateJson.text(out, "addressTrouble", target.address().trouble());
            target.watching()
                    .mirrors()
                    .ifPresent(from -> out.putObject("mirror")
                            .put("from", from.text())
                            .put("sent", target.copies().sent())
                            .put("dropped", target.copies().dropped()));
        });
        state.attempt()
                .ifPresent(attempt -> GateJson.release(out.putObject("attempt"), attempt.release(), commits)
                        .put("moved", attempt.moved())
                        .put("since", attempt.since().toString()));
        decision().ifPresent(decision -> {
            GateJson.decision(out.putObject("decision"), decision);
            GateJson.gates(out.putArray("gates"), decision.gates(), link(subject()));
        });
        next(out);
        guard(out);
        ObjectNode skip = out.putObject("skip")
                .put("people", Overrides.needed(observed.rules().policy().team(), slot.environment()));
        Overrides.SKIPPABLE.stream().sorted().forEach(skip.putArray("gates")::add);
        SkippedJson.into(out.putArray("skipped"), skipped(), commits);
        warm().ifPresent(release -> GateJson.release(out.putObject("warm"), release, commits));
        state.release()
                .flatMap(release -> state.standing().settledBesides(release))
                .ifPresent(release -> GateJson.release(out.putObject("previous"), release, commits));
        app().flatMap(app -> Optional.ofNullable(app.mishaps().get(slot.environment())))
                .ifPresent(mishap -> out.put("mishap", mishap));
        if (observed.slots()
                        .getOrDefault(slot, Seen.unknown("nobody looked at it yet"))
                        .target()
                instanceof Seen.Target.Unknown unknown) {
            out.put("trouble", unknown.because());
        }
    }

    /// The release that the decision's gates are about.
    private Optional<Release> subject() {
        return state.attempt().map(SlotState.Attempt::release).or(this::candidate);
    }

    private Optional<Release> candidate() {
        return Line.candidate(observed.line(slot.app()), slot.environment(), board.at())
                .filter(release -> !Optional.of(release).equals(state.release()));
    }

    private GateLink link(Optional<Release> release) {
        return GateLink.of(slot, release.map(Release::commit));
    }

    /// The gates that were skipped for what serves.
    private List<SkippedGate> skipped() {
        return SkippedGate.of(observed.line(slot.app()), slot.environment()).stream()
                .filter(skipped -> state.release().equals(Optional.of(skipped.release())))
                .toList();
    }

    private Optional<Board.AppBoard> app() {
        return Optional.ofNullable(board.apps().get(slot.app()));
    }

    private Optional<Decision> decision() {
        return decision(slot.environment());
    }

    private Optional<Decision> decision(EnvironmentName environment) {
        return app().flatMap(app -> Optional.ofNullable(app.line().get(environment)));
    }

    /// The release that comes next here: on its way in, a candidate, or one that the environment before still tries.
    private void next(ObjectNode out) {
        Optional<Release> entering =
                state.attempt().filter(attempt -> !attempt.moved()).map(SlotState.Attempt::release);
        Optional<Release> here = entering.or(this::candidate);
        if (here.isPresent()) {
            ObjectNode next = GateJson.release(out.putObject("next"), here.get(), commits);
            boolean proving = state.attempt().filter(SlotState.Attempt::moved).isPresent();
            next.put("where", entering.isPresent() ? "entering" : "candidate");
            GateJson.gates(
                    next.putArray("gates"),
                    proving ? List.of() : decision().map(Decision::gates).orElse(List.of()),
                    link(here));
            return;
        }
        observed.rules().policy().before(slot.environment()).ifPresent(before -> coming(out, before));
    }

    private void coming(ObjectNode out, EnvironmentPolicy before) {
        SlotState there = observed.ledger().state().slot(new Slot(slot.app(), before.name()));
        Optional<Release> coming = there.attempt()
                .map(SlotState.Attempt::release)
                .filter(release -> !Optional.of(release).equals(state.release()));
        coming.ifPresent(release -> {
            ObjectNode next = GateJson.release(out.putObject("next"), release, commits);
            next.put("where", before.name().text());
            List<Gate> gates = decision(before.name()).map(Decision::gates).orElse(List.of());
            GateJson.gates(
                    next.putArray("gates"),
                    gates.stream().filter(gate -> !gate.lets()).toList(),
                    GateLink.of(new Slot(slot.app(), before.name()), Optional.of(release.commit())));
        });
    }

    private void guard(ObjectNode out) {
        state.failover()
                .ifPresent(failover -> out.putObject("away")
                        .put("standby", failover.to().standby().text())
                        .put("back", failover.share()));
        state.guard()
                .hold()
                .ifPresent(hold -> out.putObject("hold")
                        .put("by", hold.by().toString())
                        .put("because", hold.because())
                        .put("since", hold.since().toString()));
        if (state.guard().drifted()) {
            ObjectNode drift = out.putObject("drift")
                    .put("tag", state.guard().tagDrift())
                    .put("target", state.guard().targetDrift());
            observed.refs()
                    .tag(observed.rules().policy().tagName(slot.app(), slot.environment()))
                    .ifPresent(commit -> drift.put("tagAt", commit.brief()));
        }
    }

    /// The newest earlier release whose deployment still is up.
    private Optional<Release> warm() {
        if (!(observed.slots().getOrDefault(slot, Seen.unknown("")).target() instanceof Seen.Target.Running target)) {
            return Optional.empty();
        }
        return state.tokens().past().reversed().stream()
                .filter(past -> !Optional.of(past.release()).equals(state.release()))
                .filter(past -> Optional.ofNullable(target.deployments().get(past.deployment()))
                        .filter(found -> found.health() instanceof Seen.Health.Up)
                        .isPresent())
                .map(SlotState.Past::release)
                .findFirst();
    }
}
