package arelops.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is shown of an app's output holds no value of its secrets that the node knows.
class SecretsTest {
    @TempDir
    Path folder;

    private Path file;
    private Secrets secrets;

    @BeforeEach
    void two_secrets() throws IOException {
        file = folder.resolve("secrets.properties");
        Files.writeString(file, "DB=hunter2\nAPI=hunter2-and-more\nOTHER=shown\nEMPTY=\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        secrets = new Secrets(file);
    }

    @Test
    @DisplayName("a secret that is missing leaves the others masked")
    void one_is_missing() {
        List<String> names = List.of("DB", "GONE", "API", "EMPTY");

        assertThat(secrets.mask("a hunter2-and-more b hunter2 c shown", names)).isEqualTo("a *** b *** c shown");
        assertThat(secrets.find(names)).isInstanceOf(Secrets.Found.Missing.class);
    }

    @Test
    void a_file_that_others_can_read_starts_no_app_and_still_masks() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(secrets.mask("hunter2", List.of("DB"))).isEqualTo("***");
        assertThat(secrets.find(List.of("DB"))).isInstanceOf(Secrets.Found.Missing.class);
    }

    @Test
    void without_secrets_or_their_file_the_text_is_as_it_is() throws IOException {
        assertThat(secrets.mask("hunter2", List.of())).isEqualTo("hunter2");
        Files.delete(file);
        assertThat(secrets.mask("hunter2", List.of("DB"))).isEqualTo("hunter2");
    }
}
