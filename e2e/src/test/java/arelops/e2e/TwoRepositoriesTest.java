package arelops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import arelops.testkit.Patience;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shop that asks a tax service, each in a repository of its own: a change of the one is tried with the other.
class TwoRepositoriesTest {
    @TempDir
    private Path folder;

    private final List<Somebody> started = new ArrayList<>();

    @AfterEach
    void everything_is_stopped() throws Exception {
        for (Somebody one : started) {
            one.program().arelops("down");
        }
    }

    private Hosted hosted(Somebody admin, String app, String... options) throws Exception {
        Somebody here = admin.in(Files.createDirectories(folder.resolve(app)));
        started.add(here);
        return Hosted.by(here, options);
    }

    /// Makes the app in a fresh folder and pushes it as the first content of its repository.
    private String pushed(Hosted repository, String app, String answer) throws Exception {
        Somebody admin = repository.admin().in(Files.createDirectories(folder.resolve("first-" + app)));
        SmallApp.into(admin.folder(), answer);
        admin.git("init", "-q", "-b", "main");
        admin.git("add", "-A");
        admin.git("commit", "-qm", "A " + app);
        admin.git("push", "-q", repository.address(), "HEAD:refs/heads/main");
        return admin.git("rev-parse", "HEAD");
    }

    /// Pushes a change with the shop's greeting; its TEST once it serves.
    private JsonNode proposed(Somebody dora, Hosted shop, int number, String greeting) throws Exception {
        dora.git("switch", "-q", "-C", greeting, "origin/main");
        dora.commits("App.java", SmallApp.source(basket(greeting)), "Say " + greeting);
        assertThat(dora.git("push", "origin", "HEAD:refs/for/main/" + greeting)).contains("#" + number + " is open");
        return shop.tested(number).path("test");
    }

    private static String basket(String greeting) {
        return "\"" + greeting + ", tax by \" + ask(\"TAX_URL\")";
    }

    private static URI byName(JsonNode test) {
        return URI.create(test.path("url").asText());
    }

    private static URI byPort(JsonNode test) {
        return URI.create(test.path("urlByPort").asText());
    }

    @Test
    @DisplayName(
            "TST-2, TST-1: a change is tried with another repository's app in BETA, told plainly where that is missing,"
                    + " and its TEST is surely taken down")
    void a_change_is_tried_with_the_other_app_in_beta() throws Exception {
        Somebody ana = Somebody.called("ana", folder.resolve("homes"));
        Hosted tax = hosted(ana, "tax", "--empty");
        Hosted shop = hosted(ana, "shop", "--empty");
        pushed(shop, "shop", basket("Hello"));
        Somebody dora = Somebody.called("dora", folder.resolve("homes")).arrives(shop, "developer");

        JsonNode early = proposed(dora, shop, 1, "Hi");
        assertThat(Visit.to(byName(early)).body()).isEqualTo("Hi, tax by nobody, as TAX_URL is not set");
        assertThat(dora.says(0, "why", "1")).contains("tax is not in BETA; once it is: arelops test 1");

        String rates = pushed(tax, "tax", "\"19 percent of \" + System.getenv(\"SHA\")");
        tax.runs("beta", rates);
        JsonNode late = proposed(dora, shop, 2, "Welcome");
        assertThat(Visit.to(byName(late)).body()).isEqualTo("Welcome, tax by 19 percent of " + rates);
        assertThat(dora.says(0, "change", "show", "2"))
                .contains("reaches tax in BETA")
                .doesNotContain("not in BETA");

        assertThat(dora.says(0, "test", "1")).contains("#1");
        Patience.until(
                "TEST of #1 reaches tax, too",
                Hosted.PATIENCE,
                () -> says(byPort(early)).equals("Hi, tax by 19 percent of " + rates));

        is_taken_down(shop, dora, late);
        assertThat(Visit.to(byName(early)).body()).startsWith("Hi");
    }

    private static String says(URI address) {
        try {
            return Visit.to(address).body();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void is_taken_down(Hosted shop, Somebody dora, JsonNode test) throws Exception {
        long process = Long.parseLong(Visit.to(byPort(test).resolve("/pid")).body());
        assertThat(ProcessHandle.of(process)).isPresent();
        assertThat(dora.git("ls-remote", "origin", "refs/tags/TEST/*"))
                .contains(test.path("sha").asText() + "\trefs/tags/TEST/pr-2");

        dora.says(0, "change", "close", "2", "-m", "Not now");

        shop.until("TEST of #2 is gone", "changes/2", change -> !change.has("test"));
        assertThat(ProcessHandle.of(process)).isEmpty();
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> Visit.to(byPort(test)));
        assertThat(Visit.to(byName(test)).status()).isGreaterThanOrEqualTo(400);
        try (ServerSocket again = new ServerSocket(byPort(test).getPort(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).as("its port is given back").isTrue();
        }
        assertThat(dora.git("ls-remote", "origin", "refs/tags/TEST/*")).doesNotContain("pr-2");
    }
}
