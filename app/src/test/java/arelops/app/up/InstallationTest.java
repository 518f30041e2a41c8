package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InstallationTest {
    @Test
    @DisplayName("REL-5: jobs see neither the keys of the user who runs ARelOps nor what belongs to other repositories")
    void keys_and_other_repositories_are_hidden() {
        Installation installation = Installation.of(Path.of("/srv/shop"), Map.of("XDG_STATE_HOME", "/state"));
        Path home = Path.of(System.getProperty("user.home"));

        assertThat(installation.runs().hidden())
                .contains(home.resolve(".ssh"), home.resolve(".git-credentials"), home.resolve(".netrc"))
                .contains(Path.of("/state/arelops"));
        assertThat(installation.data().getParent()).isEqualTo(Path.of("/state/arelops"));
    }

    @Test
    void a_home_of_its_own_hides_nothing_around_it() {
        Installation installation = Installation.at(Path.of("/srv/shop"), Path.of("/home/ana/demo"));

        assertThat(installation.runs().hidden()).doesNotContain(Path.of("/home/ana/demo"), Path.of("/home/ana"));
    }
}
