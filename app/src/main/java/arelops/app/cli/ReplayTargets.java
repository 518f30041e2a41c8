package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.traffic.replay.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where recorded requests may go: to environments before PRODUCTION, TEST among them, and to apps on this machine.
final class ReplayTargets {
    private static final Set<String> FENCED = Set.of("production");

    private ReplayTargets() {}

    /// The environment whose router listens at an address, as `APP/ENV`; empty for an app that is none.
    static Optional<String> at(Doc status, String address) {
        Target target = ReplayTarget.of(address, "");
        for (Doc app : status.list("apps")) {
            for (Doc environment : app.list("environments")) {
                String there = environment.text("address");
                if (!there.isEmpty() && ReplayTarget.of(there, "").port() == target.port()) {
                    return Optional.of(app.text("name") + "/" + environment.text("name"));
                }
            }
        }
        return Optional.empty();
    }

    /// The address of an environment by its name, or this address.
    static Target named(Session session, String to) {
        if (to.contains("://")) {
            return ReplayTarget.of(to, "");
        }
        Optional<TestName> test = TestName.of(to);
        if (test.isPresent()) {
            return ReplayTarget.of(address(session, test.get()), "");
        }
        Doc there = session.environment(session.client().get("status"), to);
        if (FENCED.contains(there.text("name"))) {
            throw refused(
                    "Recorded requests are not sent to " + there.text("name") + ", where users are",
                    "Send them to an environment before it: --to beta, --to passive.");
        }
        String address = there.text("address");
        if (address.isEmpty()) {
            throw refused(
                    there.text("name") + " has no address yet", "Wait until a release serves there: arelops status.");
        }
        return ReplayTarget.of(address, "");
    }

    /// Where the TEST environment of a change answers now.
    private static String address(Session session, TestName name) {
        Doc test = new ChangeTalk(session).get(name.change()).at("test");
        List<Doc> apps = test.text("state").equals("serves") ? test.list("apps") : List.of();
        if (apps.isEmpty()) {
            String why = test.text("sentence");
            throw refused(
                    "TEST of #" + name.change() + " does not serve" + (why.isEmpty() ? "" : ": " + why),
                    "arelops test " + name.change() + " raises it again, arelops why " + name.change()
                            + " says what it waits for.");
        }
        String app = session.common().app();
        List<Doc> meant = apps.stream()
                .filter(one -> app.isEmpty() || one.text("name").equals(app))
                .toList();
        if (meant.size() != 1) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.which-app",
                    meant.isEmpty()
                            ? "TEST of #" + name.change() + " has no app '" + app + "'"
                            : "TEST of #" + name.change() + " has several apps",
                    "Say which: --app with one of "
                            + String.join(
                                    ", ",
                                    apps.stream().map(one -> one.text("name")).toList()) + ".");
        }
        return meant.getFirst().text("urlByPort");
    }

    private static Fault refused(String what, String mend) {
        return new Fault(Fault.Kind.REFUSED, "traffic.fenced", what, mend);
    }
}
