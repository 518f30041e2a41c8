package arelops.app.cli;

import arelops.app.up.FirstContent;
import arelops.app.up.Installation;
import arelops.app.up.Launch;
import arelops.app.up.WorksOn;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How people reach the repository that is hosted here, in the words of `up`.
record ForgeWords(Session session, Installation installation, URI server) {
    /// The address for git; empty where the repository is somebody else's.
    static Optional<String> address(Installation installation, URI server) {
        return WorksOn.remembered(installation)
                .filter(WorksOn::isHosted)
                .map(_ -> server + "/git/" + installation.app().text() + ".git");
    }

    List<String> lines(Launch launch) {
        Optional<String> address = address(installation, server);
        if (address.isEmpty()) {
            return List.of();
        }
        String good = session.view().paint(View.Tone.GOOD, "✓");
        String trunk = WorksOn.remembered(installation)
                .flatMap(WorksOn::trunk)
                .or(launch::trunk)
                .orElse("main");
        List<String> lines = new ArrayList<>();
        lines.add(good + " git         " + address.get());
        if (launch.forge().equals(Optional.of(FirstContent.NOTHING))) {
            lines.add("While it is empty: the first push, by an operator or admin, makes trunk:");
            lines.add("  git push " + address.get() + " HEAD:refs/heads/" + trunk);
        }
        lines.add("Propose a change, from a clone:");
        lines.add("  git remote add arelops " + address.get());
        lines.add("  git push arelops HEAD:refs/for/" + trunk);
        lines.add("Let git sign in by itself, once in each account on this machine:");
        lines.add("  git config --global credential." + server + ".helper '!arelops credential -r "
                + installation.repository() + "'");
        return List.copyOf(lines);
    }
}
