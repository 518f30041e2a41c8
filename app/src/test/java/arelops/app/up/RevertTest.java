package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.up.ShopApi.Got;
import arelops.core.id.PersonName;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes proposed, approved, landed and taken back through the API alone: real git, real checks, a real server.
class RevertTest {
    private static final String LINES = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n";

    @TempDir
    Path folder;

    private Shop shop() throws IOException, InterruptedException {
        Shop shop = Shop.in(folder, InstantSource.system());
        Files.writeString(shop.repository().resolve("notes.txt"), LINES);
        shop.git().run("add", ".");
        shop.git().run("commit", "-qm", "Notes");
        shop.git().run("switch", "-q", "--detach");
        shop.start("one");
        shop.stepUntil(
                "the ledger has begun",
                () -> shop.board().observed().isPresent()
                        && shop.ledger().trunk().tip().isPresent());
        return shop;
    }

    private static void branch(Shop shop, String name, String from, String to)
            throws IOException, InterruptedException {
        shop.git().run("switch", "-q", "-C", name, "main");
        Path notes = shop.repository().resolve("notes.txt");
        Files.writeString(notes, Files.readString(notes).replace(from, to));
        shop.git().run("commit", "-qam", "Write " + to + "\n\nBecause " + from + " is wrong.");
        shop.git().run("switch", "-q", "--detach");
    }

    private static JsonNode change(ShopApi api, int number) throws IOException, InterruptedException {
        return api.get(Shop.AUTHOR, "changes/" + number).body();
    }

    private static String brief(ShopApi api, int number) throws IOException, InterruptedException {
        return change(api, number).path("brief").asText();
    }

    private static int opened(Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        return got.body().path("number").asInt();
    }

    private static Got approved(ShopApi api, PersonName who, int number) throws IOException, InterruptedException {
        Got got = api.post(who, "changes/" + number + "/approve", "{}");
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        return got;
    }

    /// Brings a branch to trunk, with all that the rules ask for.
    private static int landed(Shop shop, ShopApi api, String branch) throws IOException, InterruptedException {
        int number = opened(api.post(Shop.AUTHOR, "changes", "{\"branch\":\"" + branch + "\"}"));
        approved(api, Shop.REVIEWER, number);
        approved(api, Shop.OTHER, number);
        shop.stepUntil(
                branch + " is in TEST", () -> shop.tag("TEST/pr-" + number).isPresent());
        assertThat(api.post(Shop.AUTHOR, "changes/" + number + "/signoff", "{\"as\":\"dev\"}")
                        .status())
                .isEqualTo(200);
        shop.stepUntil(branch + " has landed", () -> brief(api, number).startsWith("landed"));
        return number;
    }

    private static String notes(Shop shop) throws IOException, InterruptedException {
        return shop.git().run("show", "main:notes.txt") + "\n";
    }

    @Test
    @DisplayName("CHG-7: the exact inverse of what landed lands by one approval and the checks")
    void an_exact_inverse_lands_by_one_approval() throws Exception {
        try (Shop shop = shop();
                ShopApi api = ShopApi.of(shop)) {
            branch(shop, "wrong", "two", "2");
            int wrong = landed(shop, api, "wrong");
            assertThat(change(api, wrong).path("title").asText()).isEqualTo("Write 2");
            assertThat(change(api, wrong).path("description").asText()).isEqualTo("Because two is wrong.");
            String landed = change(api, wrong).path("landed").path("sha").asText();
            assertThat(notes(shop)).isEqualTo(LINES.replace("two", "2"));

            Got asked = api.post(Shop.AUTHOR, "changes/" + wrong + "/revert", "{\"because\":\"it is called two\"}");
            int revert = opened(asked);
            assertThat(asked.sentence()).isEqualTo("#" + revert + " is open");
            assertThat(change(api, revert).path("reverts").path("sha").asText()).isEqualTo(landed);
            assertThat(api.post(Shop.AUTHOR, "commits/" + landed + "/revert", "{\"because\":\"again\"}")
                            .sentence())
                    .isEqualTo("#" + revert + " takes " + landed.substring(0, 7) + " back already");
            shop.stepUntil("it needs one approval", () -> brief(api, revert).equals("needs 1 approval"));
            approved(api, Shop.REVIEWER, revert);
            shop.stepUntil("it has landed", () -> brief(api, revert).startsWith("landed"));

            assertThat(notes(shop)).isEqualTo(LINES);
            assertThat(shop.git().run("log", "-1", "--format=%an%n%B", "main^2"))
                    .isEqualTo("dev-1\nRevert \"Write 2\"\n\nit is called two\n\nReverts: " + landed);
            assertThat(change(api, revert).path("labels").path(0).asText()).isEqualTo("revert");
            assertThat(api.post(Shop.AUTHOR, "changes/" + wrong + "/revert", "{\"because\":\"again\"}")
                            .sentence())
                    .isEqualTo("trunk has nothing of " + landed.substring(0, 7) + " any more");
            assertThat(shop.verify().findings()).isEmpty();
        }
    }

    @Test
    @DisplayName("CHG-7: an inverse that is not exact, as later work touched the same file, needs the usual approvals")
    void an_inexact_inverse_needs_the_usual_approvals() throws Exception {
        try (Shop shop = shop();
                ShopApi api = ShopApi.of(shop)) {
            branch(shop, "wrong", "two", "2");
            int wrong = landed(shop, api, "wrong");
            branch(shop, "later", "eight", "8");
            landed(shop, api, "later");

            int revert = opened(api.post(Shop.AUTHOR, "changes/" + wrong + "/revert", "{\"because\":\"it is two\"}"));
            shop.stepUntil(
                    "its checks have passed",
                    () -> change(api, revert)
                            .path("trials")
                            .path(0)
                            .path("results")
                            .path(0)
                            .path("outcome")
                            .asText()
                            .equals("passed"));
            shop.step(2);
            assertThat(brief(api, revert)).isEqualTo("needs 2 approvals");
            approved(api, Shop.REVIEWER, revert);
            shop.step(2);
            assertThat(brief(api, revert)).isEqualTo("needs 1 approval");
            approved(api, Shop.OTHER, revert);
            shop.stepUntil("it is in TEST", () -> shop.tag("TEST/pr-" + revert).isPresent());
            api.post(Shop.AUTHOR, "changes/" + revert + "/signoff", "{\"as\":\"developer\"}");
            shop.stepUntil("it has landed", () -> brief(api, revert).startsWith("landed"));

            assertThat(notes(shop)).as("later work stays").isEqualTo(LINES.replace("eight", "8"));
        }
    }

    @Test
    @DisplayName("CHG-7: what later work builds on is not taken back by itself: the files are named, and the mend")
    void what_later_work_builds_on_is_refused() throws Exception {
        try (Shop shop = shop();
                ShopApi api = ShopApi.of(shop)) {
            branch(shop, "wrong", "two", "2");
            int wrong = landed(shop, api, "wrong");
            branch(shop, "later", "2\n", "2.0\n");
            landed(shop, api, "later");

            Got got = api.post(Shop.AUTHOR, "changes/" + wrong + "/revert", "{\"because\":\"it is two\"}");

            assertThat(got.status()).isEqualTo(409);
            assertThat(got.sentence()).endsWith("cannot be taken back by itself: later work builds on it in notes.txt");
            assertThat(got.body().path("error").path("mend").asText()).contains("git revert", "arelops change open");
            assertThat(got.body().path("error").path("exit").asInt()).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("CHG-7: what is asked of a commit of trunk that came without a change is its inverse too")
    void a_pushed_commit_is_taken_back_too() throws Exception {
        try (Shop shop = shop();
                ShopApi api = ShopApi.of(shop)) {
            String notes = shop.git().run("rev-parse", "main");
            branch(shop, "later", "eight", "8");
            shop.stepUntil(
                    "the branch is seen",
                    () -> shop.board()
                            .observed()
                            .orElseThrow()
                            .refs()
                            .ref("refs/heads/later")
                            .isPresent());

            Got first =
                    api.post(Shop.AUTHOR, "commits/" + notes.substring(0, 9) + "/revert", "{\"because\":\"no notes\"}");

            int revert = opened(first);
            assertThat(change(api, revert).path("title").asText()).isEqualTo("Revert \"Notes\"");
            String head = change(api, revert).path("head").path("sha").asText();
            assertThat(shop.git().run("ls-tree", "--name-only", head)).doesNotContain("notes.txt");
            assertThat(api.post(Shop.AUTHOR, "commits/" + "later" + "/revert", "{\"because\":\"x\"}")
                            .status())
                    .isEqualTo(404);
            assertThat(api.post(Shop.AUTHOR, "commits/" + notes + "/revert", "{}")
                            .status())
                    .isEqualTo(400);
        }
    }
}
