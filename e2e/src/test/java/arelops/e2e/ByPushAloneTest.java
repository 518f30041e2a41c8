package arelops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a fresh folder to commits that landed: pushed with git, judged and approved by people who each have a home,
/// a sign-in and a clone of their own.
class ByPushAloneTest {
    private static final String HELLO = "\"Hello\"";
    private static final String WELCOME = "\"Welcome\"";

    @TempDir
    private Path folder;

    private Optional<Somebody> started = Optional.empty();

    @AfterEach
    void everything_is_stopped() throws Exception {
        if (started.isPresent()) {
            started.get().program().arelops("down");
        }
    }

    /// Those who work on the shop.
    private record Crew(Hosted shop, Somebody dora, Somebody ben, Somebody cleo, Somebody quinn) {}

    private Somebody newcomer(String name) throws Exception {
        return Somebody.called(name, folder.resolve("homes"));
    }

    /// A hosted repository, with a first push from a fresh folder, and its people.
    private Crew crew() throws Exception {
        Somebody ana = newcomer("ana");
        Somebody admin = ana.in(Files.createDirectories(folder.resolve("shop")));
        started = Optional.of(admin);
        Hosted shop = Hosted.by(admin, "--empty");
        assertThat(shop.admin().says(0, "status")).contains("First push", shop.address() + " HEAD:refs/heads/main");
        Somebody first = ana.in(Files.createDirectories(folder.resolve("fresh")));
        SmallApp.into(first.folder(), HELLO);
        first.git("init", "-q", "-b", "main");
        first.git("add", "-A");
        first.git("commit", "-qm", "A shop");
        assertThat(first.git("push", shop.address(), "HEAD:refs/heads/main")).contains("main is made");
        return new Crew(
                shop,
                newcomer("dora").arrives(shop, "developer"),
                newcomer("ben").arrives(shop, "reviewer"),
                newcomer("cleo").arrives(shop, "reviewer"),
                newcomer("quinn").arrives(shop, "qa"));
    }

    @Test
    @DisplayName(
            "GATE-3, GATE-4, CHG-2, CHG-6, REL-4: a change is proposed, tried, approved and landed by git push and the"
                    + " command line alone, and what must not land is refused with its reason")
    void a_change_lands_by_git_push_alone() throws Exception {
        Crew crew = crew();
        String before = crew.dora().git("rev-parse", "HEAD");

        a_change_is_proposed(crew);
        people_look_and_say_so(crew);
        what_was_tested_lands(crew);
        what_conflicts_lands_after_a_rebase(crew, before);
        nobody_pushes_to_trunk(crew);
        what_fails_its_check_is_told_so(crew);
        the_evidence_holds(crew);
    }

    private static void a_change_is_proposed(Crew crew) throws Exception {
        crew.dora().git("switch", "-qc", "greeting");
        crew.dora().commits("App.java", SmallApp.source(WELCOME), "Greet with more warmth");

        assertThat(crew.dora().git("push", "origin", "HEAD:refs/for/main/greeting"))
                .contains("#1 is open", "/changes/1");
        JsonNode tried = crew.shop().tested(1);

        assertThat(tried.at("/trials/0/results/0/outcome").asText()).isEqualTo("passed");
        assertThat(crew.dora().says(0, "why", "1")).contains("passed on the merge result", "arelops approve 1");
        assertThat(crew.dora().says(0, "logs", "1")).contains("every note is fine");
    }

    private static void people_look_and_say_so(Crew crew) throws Exception {
        URI address = URI.create(crew.shop().change(1).at("/test/url").asText());
        assertThat(address.getHost()).isEqualTo("pr-1.test.localhost");
        assertThat(Visit.to(address)).isEqualTo(new Visit(200, "Welcome"));
        assertThat(crew.dora().says(4, "approve", "1")).contains("Nothing was changed");
        all_agree(crew, 1);
    }

    private static void all_agree(Crew crew, int number) throws Exception {
        String change = Integer.toString(number);
        crew.ben().says(0, "approve", change, "-m", "read it");
        assertThat(crew.cleo().says(0, "approve", change)).contains("has your approval");
        crew.dora().says(0, "signoff", change, "--as", "dev");
        crew.quinn().says(0, "signoff", change, "--as", "qa");
    }

    private static void what_was_tested_lands(Crew crew) throws Exception {
        assertThat(crew.dora().says(0, "merge", "1", "--wait=4m")).contains("#1 landed as");

        JsonNode change = crew.shop().change(1);
        String tested = change.at("/trials/0/sha").asText();
        crew.dora().git("fetch", "-q");
        assertThat(crew.dora().git("rev-parse", "origin/main")).isEqualTo(tested);
        assertThat(change.at("/landed/sha").asText()).isEqualTo(tested);
        assertThat(crew.dora().git("rev-parse", "origin/main^{tree}"))
                .as("nothing but the change is on trunk")
                .isEqualTo(crew.dora().git("rev-parse", "HEAD^{tree}"));
        assertThat(crew.dora().says(0, "why", "1")).contains("landed on trunk");
        assertThat(crew.dora().says(0, "change", "show", "1"))
                .contains("@ben    approved", "@cleo   approved", "off as qa", "landed it on trunk");
        assertThat(crew.dora().says(0, "show", tested)).contains("Merge #1");
    }

    private static void what_conflicts_lands_after_a_rebase(Crew crew, String before) throws Exception {
        crew.dora().git("switch", "-qC", "short", before);
        crew.dora().commits("App.java", SmallApp.source("\"Hi\""), "Greet in fewer words");
        assertThat(crew.dora().git("push", "origin", "HEAD:refs/for/main/short"))
                .contains("#2 is open");
        assertThat(crew.shop().change(2).path("title").asText())
                .as("it can be asked for at once")
                .isEqualTo("Greet in fewer words");
        crew.shop()
                .until(
                        "#2 conflicts",
                        "changes/2",
                        change -> change.path("brief").asText().equals("conflicts"));
        assertThat(crew.dora().says(0, "why", "2"))
                .contains("It conflicts with trunk in App.java", "rebase it, and push");

        crew.dora().git("rebase", "-q", "-X", "theirs", "origin/main");
        assertThat(crew.dora().git("push", "origin", "HEAD:refs/for/main/short"))
                .contains("#2 is at " + crew.dora().git("rev-parse", "--short=7", "HEAD") + " now");
        String head = crew.dora().git("rev-parse", "HEAD");
        JsonNode test = crew.shop()
                .until(
                        "TEST of #2 serves the rebased commit",
                        "changes/2",
                        change -> change.at("/head/sha").asText().equals(head)
                                && change.at("/test/state").asText().equals("serves"));
        assertThat(Visit.to(URI.create(test.at("/test/url").asText())).body()).isEqualTo("Hi");
        all_agree(crew, 2);
        assertThat(crew.dora().says(0, "merge", "2", "--wait=4m")).contains("#2 landed as");
    }

    private static void nobody_pushes_to_trunk(Crew crew) throws Exception {
        crew.dora().git("fetch", "-q");
        String trunk = crew.dora().git("rev-parse", "origin/main");
        crew.dora().git("switch", "-qC", "direct", "origin/main");
        crew.dora().commits("notes/direct.txt", "fine\n", "Straight to trunk");

        assertThat(crew.dora().refused("push", "origin", "HEAD:main"))
                .contains("nobody pushes to it", "HEAD:refs/for/main");

        crew.dora().git("fetch", "-q");
        assertThat(crew.dora().git("rev-parse", "origin/main")).isEqualTo(trunk);
    }

    private static void what_fails_its_check_is_told_so(Crew crew) throws Exception {
        String trunk = crew.dora().git("rev-parse", "origin/main");
        crew.dora().git("switch", "-qC", "note", "origin/main");
        crew.dora().commits("notes/second.txt", "BROKEN\n", "A note");
        assertThat(crew.dora().git("push", "origin", "HEAD:refs/for/main")).contains("#3 is open");

        crew.shop()
                .until(
                        "the check of #3 failed twice",
                        "changes/3",
                        change -> change.path("brief").asText().equals("check tests failed twice"));

        assertThat(crew.dora().says(0, "why", "3")).contains("failed twice on the merge result", "push a fix");
        assertThat(crew.dora().says(0, "logs", "3")).contains("a note is broken");
        crew.shop().tested(3);
        all_agree(crew, 3);
        assertThat(crew.dora().says(0, "merge", "3")).contains("failed twice");
        crew.dora().git("fetch", "-q");
        assertThat(crew.dora().git("rev-parse", "origin/main")).isEqualTo(trunk);
        assertThat(crew.shop().change(3).path("state").asText()).isEqualTo("open");
    }

    /// Offline, in a clone that has fetched it, and where ARelOps runs.
    private static void the_evidence_holds(Crew crew) throws Exception {
        String trunk = crew.dora().git("rev-parse", "origin/main");
        crew.shop().runs("beta", trunk);
        crew.shop()
                .until(
                        "BETA has settled it",
                        "status",
                        status -> status.at("/apps/0/environments/0/settled").asBoolean());
        assertThat(crew.shop().admin().says(0, "verify")).contains("chain intact");
        assertThat(crew.quinn().says(6, "verify")).contains("arelops setup-clone && git fetch origin");
        crew.quinn().says(0, "setup-clone");
        crew.quinn().git("fetch", "-q", "origin");
        crew.quinn().git("fetch", "-q", "origin", "+refs/arelops/*:refs/arelops/*");
        assertThat(crew.quinn().says(0, "verify")).contains("chain intact", "the tags agree with the evidence");
        String release = crew.quinn().git("tag", "-l", "release/*", "--points-at", trunk);
        assertThat(crew.quinn().says(0, "show", release)).contains(trunk.substring(0, 7), "Merge #2");
    }
}
