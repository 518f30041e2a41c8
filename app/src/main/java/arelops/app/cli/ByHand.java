package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.up.Machine;
import arelops.core.evidence.TrafficUse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One use of recorded traffic by hand: the controller is asked before, and told what came of it.
///
/// Where no controller runs nobody is asked, and it is said that the ledger has no entry.
final class ByHand {
    private static final int LARGEST_REPORT = 512 << 10;
    private static final int LONGEST = 500;
    private static final int TRIES = 3;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Session session;
    private final TrafficUse.Act act;
    private final String reason;
    private final String run;
    private final Set<String> environments = new LinkedHashSet<>();
    private boolean touches;
    private Optional<ControlClient> controller;

    private ByHand(Session session, TrafficUse.Act act, String reason, String run) {
        this.session = session;
        this.act = act;
        this.reason = reason;
        this.run = run;
        this.touches = !act.sends();
        this.controller = controller(session);
    }

    static ByHand of(Session session, Machine machine, TrafficUse.Act act, Reason reason) {
        byte[] random = new byte[8];
        machine.random().nextBytes(random);
        return new ByHand(session, act, reason.text(), HexFormat.of().formatHex(random));
    }

    /// Whoever is named must answer; a controller of this repository only where it runs.
    private static Optional<ControlClient> controller(Session session) {
        return isNamed(session) || Files.exists(session.installation().controllerFile())
                ? Optional.of(session.client())
                : Optional.empty();
    }

    private static boolean isNamed(Session session) {
        return session.common().server().isPresent()
                || session.world().variable("ARELOPS_SERVER").isPresent();
    }

    /// It is done in this environment, called as people call it. In a clone of a server's repository it is
    /// that server that is asked.
    ByHand in(String environment) {
        if (controller.isEmpty()) {
            controller = Logins.of(session.world().environment())
                    .server(Optional.of(session.installation()))
                    .map(_ -> session.client());
        }
        environments.add(
                TestName.of(environment).map(test -> test.environment().text()).orElse(environment));
        touches = true;
        return this;
    }

    /// It is sent there: to an environment by its name or address, or to an app that is none.
    ByHand to(String where) {
        if (!where.contains("://")) {
            return in(where);
        }
        ask(client -> client.get("status"))
                .flatMap(status -> ReplayTargets.at(status, where))
                .ifPresent(this::in);
        return this;
    }

    /// Asks whether the person may, before anything is done; faults where not.
    ByHand asked() {
        if (touches) {
            var _ = ask(client -> client.post("traffic/ask", body().json()));
        }
        return this;
    }

    /// What the controller says; empty where none runs, which its file may not know if it was killed.
    private Optional<Doc> ask(Function<ControlClient, Doc> question) {
        try {
            return controller.map(question);
        } catch (Fault fault) {
            if (isNamed(session) || !(fault.getCause() instanceof ConnectException)) {
                throw fault;
            }
            controller = Optional.empty();
            return Optional.empty();
        }
    }

    /// Enters what is done right afterwards; faults where it cannot be entered, so that it is not done.
    void before(String recording, String words) {
        if (controller.isEmpty()) {
            silent();
            return;
        }
        told(entry(recording, TrafficUse.Outcome.BEGUN, words, Optional.empty()));
    }

    /// Enters what came of it. What a command ends with: as it would without this, but with 5 where all was well and
    /// the entry could not be written.
    int after(int exit, String recording, TrafficUse.Outcome outcome, String words, ObjectNode report) {
        if (!touches) {
            return exit;
        }
        if (controller.isEmpty()) {
            silent();
            return exit;
        }
        try {
            told(entry(recording, outcome, words, Optional.of(report)));
            return exit;
        } catch (Fault fault) {
            Fault missing = new Fault(
                    Fault.Kind.UNREACHABLE,
                    "traffic.no-entry",
                    "What it came to stands, but the ledger has no entry of it: " + fault.getMessage(),
                    fault.mend(),
                    fault);
            Failure.lines(missing, session.view()).forEach(session::note);
            return exit == Exit.GOOD ? missing.kind().exitCode() : exit;
        }
    }

    /// It broke off: that is entered, and then told as what it is.
    Fault broke(String recording, Fault fault) {
        int _ = after(
                fault.kind().exitCode(),
                recording,
                TrafficUse.Outcome.BROKEN,
                String.valueOf(fault.getMessage()),
                JsonNodeFactory.instance.objectNode().put("v", 1).put("code", fault.code()));
        return fault;
    }

    /// What nobody answered is sent again: the controller enters the same run once.
    private void told(JsonNode entry) {
        for (int left = TRIES - 1; true; left--) {
            try {
                Doc answer = controller.orElseThrow().post("traffic", entry);
                if (session.terminal()
                        && !session.common().json()
                        && !session.common().quiet()) {
                    session.note("· entry " + answer.number("entry") + " of the ledger");
                }
                return;
            } catch (Fault fault) {
                if (left == 0
                        || fault.kind() != Fault.Kind.UNREACHABLE
                        || !session.world().pause().elapse(BETWEEN)) {
                    throw fault;
                }
            }
        }
    }

    private JsonNode entry(String recording, TrafficUse.Outcome outcome, String words, Optional<ObjectNode> report) {
        ObjectNode entry = (ObjectNode) body().put("recording", recording)
                .put("outcome", outcome.word())
                .put("run", run)
                .json();
        if (reason.isBlank()) {
            entry.put("because", line(words));
        }
        report.filter(this::fits).ifPresent(one -> entry.set("report", one));
        return entry;
    }

    private boolean fits(ObjectNode report) {
        boolean fits = report.toString().getBytes(StandardCharsets.UTF_8).length < LARGEST_REPORT;
        if (!fits) {
            session.note("· the report is too large for the ledger: the entry has the outcome alone");
        }
        return fits;
    }

    private Request body() {
        return Request.of("", session.common())
                .put("act", act.word())
                .put("environments", List.copyOf(environments))
                .put("because", reason);
    }

    private static String line(String words) {
        return View.cut(View.harmless(words).replaceAll("\\s+", " ").strip(), LONGEST);
    }

    private void silent() {
        if (!session.common().quiet()) {
            session.note("· no controller runs here: nothing was written to the ledger");
        }
    }
}
