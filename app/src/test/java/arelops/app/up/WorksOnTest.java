package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A start goes on where the last one worked; another place must be meant.
class WorksOnTest {
    @TempDir
    Path folder;

    private Path clone;
    private Path server;
    private Installation installation;
    private CloneOfServer shop;

    @BeforeEach
    void a_clone_of_a_server() throws IOException, InterruptedException {
        shop = CloneOfServer.in(folder);
        server = shop.server();
        clone = shop.copy();
        installation = shop.installation();
    }

    @AfterEach
    void everything_is_stopped() {
        shop.close();
    }

    private void upAndDown(Launch launch, Path where) {
        shop.upAndDown(launch, where);
    }

    private String run(int exit, String... arguments) {
        CloneOfServer.Ran ran = shop.run(arguments);
        assertThat(ran.code()).as(ran.said()).isEqualTo(exit);
        return ran.said();
    }

    private Launch launch(Optional<String> remote) {
        return shop.launch(remote);
    }

    private Launch settled(Optional<String> remote, WorksOn.Change change) {
        return WorksOn.settled(installation, launch(remote), change);
    }

    @Test
    @DisplayName("TAG-1: after up --remote, a plain up and verify work on that remote, not on the clone")
    void a_remote_is_remembered() throws Exception {
        upAndDown(settled(Optional.of(server.toString()), WorksOn.Change.REFUSED), server);

        Launch plain = settled(Optional.empty(), WorksOn.Change.REFUSED);

        assertThat(plain.remote()).contains(server.toString());
        assertThat(plain.trunk()).contains("master");
        upAndDown(plain, server);
        assertThat(new GitCommand(clone).run("for-each-ref", "refs/arelops/*")).isEmpty();
        assertThat(run(0, "verify")).contains("chain intact", "the tags agree");
        assertThat(run(0, "status", "--at", InstantSource.system().instant().toString()))
                .contains("as the ledger has it");
    }

    @Test
    @DisplayName("REL-3: up on another remote or branch than the remembered is refused, and says how to mean it")
    void another_place_is_refused() throws Exception {
        upAndDown(settled(Optional.of(server.toString()), WorksOn.Change.REFUSED), server);
        Optional<String> other = Optional.of("https://git.example.org/shop.git");

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> settled(other, WorksOn.Change.REFUSED))
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo("up.elsewhere");
                    assertThat(fault).hasMessageContaining(server + ", trunk master");
                    assertThat(fault.mend()).contains("arelops up --remote https://git.example.org/shop.git --move");
                });
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> WorksOn.settled(
                        installation,
                        launch(Optional.empty()).on(Optional.empty(), Optional.of("next")),
                        WorksOn.Change.REFUSED))
                .satisfies(fault -> assertThat(fault.mend()).contains("arelops up --trunk next --move"));
        assertThatExceptionOfType(Fault.class)
                .as("the repository here is another place, too")
                .isThrownBy(() -> settled(Optional.of(clone.toString()), WorksOn.Change.REFUSED));
        assertThat(settled(other, WorksOn.Change.MEANT).remote()).isEqualTo(other);
        assertThat(settled(Optional.of(clone.toString()), WorksOn.Change.MEANT).remote())
                .isEmpty();
    }

    @Test
    @DisplayName("REL-1: a move goes to the same ledger elsewhere, and to no other")
    void a_move_keeps_the_ledger() throws Exception {
        upAndDown(settled(Optional.of(server.toString()), WorksOn.Change.REFUSED), server);
        Path moved = folder.resolve("moved.git");
        GitCommand git = new GitCommand(folder);
        git.run("clone", "-q", "--mirror", server.toString(), moved.toString());

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> upAndDown(settled(Optional.of(clone.toString()), WorksOn.Change.MEANT), clone))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("up.other-ledger"));
        assertThat(WorksOn.remembered(installation).orElseThrow().remote()).contains(server.toString());
        assertThat(new GitCommand(clone).run("for-each-ref", "refs/arelops"))
                .as("nothing was written there")
                .isEmpty();

        upAndDown(settled(Optional.of(moved.toString()), WorksOn.Change.MEANT), moved);
        assertThat(WorksOn.remembered(installation).orElseThrow().remote()).contains(moved.toString());
    }

    @Test
    @DisplayName("REL-5: a password in the address is not remembered")
    void no_password_is_written() throws IOException {
        Files.createDirectories(installation.data());
        Launch launch = launch(Optional.of("https://ann:hunter2@git.example.org/shop.git"));

        WorksOn.of(launch, Optional.of("main")).write(installation);

        assertThat(Files.readString(installation.worksOn())).doesNotContain("hunter2", "ann");
        assertThat(settled(launch.remote(), WorksOn.Change.REFUSED).remote())
                .as("the address with its password is the same place")
                .isEqualTo(launch.remote());
    }

    @Test
    @DisplayName("REL-3: up and down tell what they did as JSON")
    void up_and_down_tell_as_json() throws Exception {
        String up = run(0, "up", "--json", "--remote", server.toString());
        String again = run(0, "up", "--json");
        String down = run(0, "down", "--json");

        assertThat(up)
                .startsWith("{")
                .contains("\"controller\" : \"started\"", "\"url\" : \"http://127.0.0.1:", "\"isolation\" : \"")
                .contains("\"worksOn\" : \"" + server + ", trunk master\"");
        assertThat(again).isEqualTo(up.replace("started", "running"));
        assertThat(down).contains("\"controller\" : \"stopped\"", "\"node\" : \"stopped\"");
    }

    @Test
    void setup_clone_takes_the_remote_that_is_worked_on() throws Exception {
        new GitCommand(clone).run("remote", "rename", "origin", "company");
        new GitCommand(server).run("tag", "BETA", "master");
        Files.createDirectories(installation.data());
        WorksOn.of(launch(Optional.of(server.toString())), Optional.of("master"))
                .write(installation);

        assertThat(run(0, "setup-clone")).contains("git fetch company follows BETA");
    }
}
