package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The long profile: the controller is killed at every call of an effectful port, before it and after it, each time on
/// a journey of its own which the next controller ends.
@EnabledIfSystemProperty(named = "arelops.long", matches = "true")
class EveryCallTest {
    /// What served before is stopped soon, so that the many journeys leave few processes.
    private static final String NOTHING_WARM = Shop.CONFIG.replace("{soak", "{keep: 1s, soak");

    @TempDir
    Path world;

    /// Before and after each of so many calls.
    private static List<Doom> dooms(long calls) {
        return Stream.iterate(1L, call -> call <= calls, call -> call + 1)
                .flatMap(call -> Stream.of(Doom.before(call), Doom.after(call)))
                .toList();
    }

    private static Stream<Doom> first(Doom doom) {
        return Stream.concat(Stream.of(doom), Stream.generate(() -> Doom.NONE));
    }

    private static long callsOf(Shop shop, String controller) {
        return Calls.in(shop.installation().data().resolveSibling("controllers").resolve(controller + ".calls"))
                .stream()
                .filter(line -> !line.contains("="))
                .count();
    }

    @Test
    @DisplayName("REL-1: killed at any call from genesis to PRODUCTION, a controller leaves what the next one ends")
    void killed_at_every_call_from_genesis_on() throws Exception {
        long calls = genesis(Files.createDirectory(world.resolve("undisturbed")), Doom.NONE);
        for (Doom doom : dooms(calls)) {
            genesis(Files.createDirectory(world.resolve(doom.kind() + "-" + doom.call())), doom);
        }
    }

    private static long genesis(Path folder, Doom doom) throws IOException, InterruptedException {
        try (Shop shop = Shop.in(folder, InstantSource.system());
                Story story = new Story(shop.repository(), folder.resolve("memory"))) {
            CommitId first = shop.head();
            new Doomed(shop.installation(), first(doom).iterator())
                    .until(
                            "genesis is settled in PRODUCTION, after " + doom,
                            () -> story.settled(EnvironmentName.PRODUCTION, first),
                            List::of);
            shop.start("last");
            new Truth(shop, folder).holds();
            Journey.there(first).isToldBy(story);
            return callsOf(shop, "c1");
        }
    }

    @Test
    @DisplayName("REL-1: killed at any call of a promotion and a rollback, a controller leaves what the next one ends")
    void killed_at_every_call_of_a_promotion_and_a_rollback() throws Exception {
        try (Shop shop = Shop.in(world, InstantSource.system(), NOTHING_WARM);
                Story story = new Story(shop.repository(), world.resolve("memory"))) {
            List<CommitId> commits = new ArrayList<>(List.of(shop.head()));
            shop.start("genesis");
            shop.stepUntilSettled(EnvironmentName.PRODUCTION, commits.getFirst());
            shop.stopEngine();
            String undisturbed = thereAndBack(shop, story, commits, Doom.NONE);
            for (Doom doom : dooms(callsOf(shop, undisturbed))) {
                thereAndBack(shop, story, commits, doom);
            }
        }
    }

    /// Gives the name of the controller that met its doom.
    private String thereAndBack(Shop shop, Story story, List<CommitId> commits, Doom doom)
            throws IOException, InterruptedException {
        CommitId next = shop.commit(Integer.toString(commits.size() + 1));
        commits.add(next);
        String name = "leg" + commits.size() + "-";
        new Doomed(shop.installation(), first(doom).iterator(), name)
                .until(
                        next.brief() + " went there and back, after " + doom,
                        () -> isBack(story, next) && story.rests(),
                        () -> commands(story, next));
        shop.start(name + "last");
        new Truth(shop, world).holds();
        shop.stopEngine();
        assertThat(story.built()).isEqualTo(commits);
        assertThat(story.of(EnvironmentName.BETA)).isEqualTo(Journey.each(commits));
        assertThat(story.of(EnvironmentName.PASSIVE)).isEqualTo(Journey.each(commits));
        assertThat(story.of(EnvironmentName.PRODUCTION)).isEqualTo(Journey.eachAndBack(commits));
        return name + "1";
    }

    private static List<String> commands(Story story, CommitId next) {
        List<String> commands = new ArrayList<>();
        Stream.of(Shop.REVIEWER, Shop.OTHER)
                .filter(person -> !story.approved(next, person))
                .forEach(person -> commands.add("approve " + person.text() + " " + next.hex()));
        boolean there = story.settled(EnvironmentName.PRODUCTION, next);
        if (there && !isTakenBack(story, next)) {
            commands.add("return " + Shop.OTHER.text());
        }
        if (there && isTakenBack(story, next) && isHeld(story)) {
            commands.add("resume " + Shop.OTHER.text());
        }
        return commands;
    }

    private static boolean isTakenBack(Story story, CommitId commit) {
        return story.tells(fact -> fact instanceof Fact.RolledBack back
                && back.takenBack().commit().equals(commit));
    }

    private static boolean isHeld(Story story) {
        SlotState production = story.state().slot(Story.slot(EnvironmentName.PRODUCTION));
        return production.guard().hold().isPresent();
    }

    private static boolean isBack(Story story, CommitId commit) {
        return isTakenBack(story, commit) && !isHeld(story);
    }
}
