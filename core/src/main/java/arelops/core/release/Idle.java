package arelops.core.release;

import arelops.core.gate.Gate;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import java.util.List;
import java.util.Optional;

/// An environment without a release on trial: what it waits for, and whether what it runs is well.
final class Idle {
    private final SlotLook look;

    Idle(SlotLook look) {
        this.look = look;
    }

    /// Nothing may come: because of trunk, because only a person leads away from what runs, or because there is
    /// nothing newer.
    Decision.Wait nothingComes() {
        String from = look.before().map(before -> before.name().upper()).orElse("trunk");
        String runs = look.state().tag().map(commit -> "runs " + commit.brief()).orElse("runs nothing yet");
        Optional<Gate> shut = look.isFirst() ? EntryGates.ofTrunk(look) : Optional.empty();
        if (shut.isPresent()) {
            return new Decision.Wait(
                    look.name() + " " + runs + "; nothing comes from trunk meanwhile",
                    new Decision.Until.Event("trunk can be used again"),
                    List.of(shut.get()));
        }
        Optional<Release> jump = new Candidates(look).acrossTheGap();
        if (jump.isPresent()) {
            CommitId to = jump.get().commit();
            return new Decision.Wait(
                    look.name() + " " + runs + ", which is not on trunk; a person says whether " + to.brief()
                            + " may follow it",
                    new Decision.Until.Person("arelops promote " + to.brief() + " --to " + look.environment()));
        }
        Optional<Release> withdrawn = new Candidates(look).withdrawn();
        if (withdrawn.isPresent()) {
            String commit = withdrawn.get().commit().brief();
            return new Decision.Wait(
                    look.name() + " " + runs + "; " + commit + " was withdrawn, and waits until a person names it or"
                            + " a newer release comes",
                    new Decision.Until.Person("arelops promote " + commit + " --to " + look.environment()));
        }
        return new Decision.Wait(
                look.name() + " " + runs + "; nothing newer comes from " + from,
                new Decision.Until.Event("a newer release comes from " + from));
    }

    /// The same wait; or, where what serves is not up, a wait that says so first.
    Decision.Wait unlessDown(Decision.Wait wait) {
        return look.state()
                .serving()
                .flatMap(serving -> look.target().deployment(serving.deployment()))
                .flatMap(found -> switch (found.health()) {
                    case Seen.Health.Up _ -> Optional.<Decision.Wait>empty();
                    case Seen.Health.Starting _ ->
                        Optional.of(new Decision.Wait(
                                look.name() + " runs "
                                        + found.release().commit().brief() + ", which starts again",
                                new Decision.Until.Event("it answers its health check"),
                                wait.gates()));
                    case Seen.Health.Down down -> Optional.of(down(found.release(), down.because(), wait));
                    case Seen.Health.Broken broken -> Optional.of(down(found.release(), broken.because(), wait));
                })
                .orElse(wait);
    }

    private Decision.Wait down(Release release, String because, Decision.Wait wait) {
        boolean hasOlder = look.state().standing().settledBesides(release).isPresent();
        return new Decision.Wait(
                look.name() + " runs " + release.commit().brief() + ", which is down: " + brief(because)
                        + "; it is started again and again",
                new Decision.Until.Person("mend what it needs (see arelops logs " + look.environment() + "), or "
                        + (hasOlder ? "arelops rollback " + look.environment() : "push a fix")),
                wait.gates());
    }

    /// The first sentence alone: what the app said last is in its logs, and other at every try.
    private static String brief(String because) {
        String first = because.lines()
                .findFirst()
                .orElse("")
                .replaceFirst(" Last output:$", "")
                .replaceFirst("\\.$", "");
        return first.startsWith("It ") ? "it " + first.substring("It ".length()) : first;
    }
}
