package arelops.app.page;

import arelops.app.answer.Amount;
import arelops.app.answer.CanaryLook;
import arelops.app.answer.Doc;
import arelops.app.answer.Standing;
import arelops.app.page.LinePicture.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The flags of an app's environments: those that stand on a commit, and those that are on their way to it.
record Flags(Doc app, Map<String, CanaryLook> canaries, Scene scene) {
    private static final int ALL = 100;

    /// The environments whose tag is on a commit.
    static List<String> names(Doc commit, String app) {
        return commit.list("flags").stream()
                .filter(flag -> flag.text("app").equals(app))
                .map(flag -> flag.text("environment"))
                .toList();
    }

    /// Those that stand on a commit, the one closest to customers last, which is lowest.
    List<Flag> of(Doc commit) {
        List<String> here = names(commit, app.text("name"));
        return flags(environment -> here.contains(environment.text("name")), this::standing);
    }

    /// Those that are to come to a commit.
    List<Flag> coming(Doc commit) {
        String sha = commit.text("sha");
        return flags(
                environment -> !sha.isEmpty()
                        && environment.at("attempt").text("sha").equals(sha)
                        && !environment.at("attempt").flag("moved"),
                this::ghost);
    }

    private interface Drawn {
        Flag of(Doc environment, int number);
    }

    private List<Flag> flags(java.util.function.Predicate<Doc> wanted, Drawn drawn) {
        List<Doc> line = app.list("environments");
        List<Flag> flags = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            if (wanted.test(line.get(i))) {
                flags.add(drawn.of(line.get(i), i));
            }
        }
        return flags;
    }

    private Flag standing(Doc environment, int number) {
        String name = name(environment);
        if (environment.has("drift")) {
            return flag(environment, number, name, Standing.BAD, "differs from its record");
        }
        if (environment.has("hold")) {
            return flag(environment, number, name, Standing.YOU, "held");
        }
        Optional<Doc> soak =
                counting(environment).filter(_ -> environment.at("attempt").flag("moved"));
        if (soak.isPresent()) {
            Doc gate = soak.get();
            return flag(environment, number, name, Standing.NONE, gate.text("id") + ", " + gate.text("measured"))
                    .far(hundredths(gate));
        }
        return flag(environment, number, name, Standing.NONE, "since " + scene.clock(environment, "since"));
    }

    private static String name(Doc environment) {
        return environment.text("name").toUpperCase(Locale.ROOT);
    }

    private Flag ghost(Doc environment, int number) {
        Optional<CanaryLook> canary = Optional.ofNullable(canaries.get(environment.text("name")));
        Flag flag = canary.map(CanaryLook::share)
                .map(share -> flag(
                        environment,
                        number,
                        name(environment) + " canary",
                        Standing.MOVES,
                        Amount.percent(share.percent()) + " of traffic, step " + share.step() + " of " + share.of()))
                .orElseGet(() -> flag(environment, number, name(environment), Standing.MOVES, "on its way"));
        return counting(environment).map(gate -> flag.far(hundredths(gate))).orElse(flag);
    }

    private Flag flag(Doc environment, int number, String name, Standing standing, String text) {
        int rank = LinePicture.rank(app.list("environments"), environment.text("name"));
        return new Flag(name, rank, number, standing, text, Optional.empty());
    }

    /// The condition that is being counted, if one is.
    private static Optional<Doc> counting(Doc environment) {
        return environment.list("gates").stream()
                .filter(gate -> gate.text("state").equals("waiting"))
                .filter(gate -> gate.at("progress").number("neededSeconds") > 0)
                .findFirst();
    }

    static int hundredths(Doc gate) {
        Doc progress = gate.at("progress");
        return Math.clamp(ALL * progress.number("countedSeconds") / progress.number("neededSeconds"), 0, ALL);
    }
}
