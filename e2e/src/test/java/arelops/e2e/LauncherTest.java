package arelops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherTest {
    @TempDir
    Path folder;

    /// Java refuses a cache in silence, and starts are slow from then on: here it must use it, or end.
    @Test
    void starts_with_its_cache_of_classes() throws Exception {
        new Program(folder, Map.of()).arelops("version"); // makes it, where nobody has yet
        assertThat(Program.LAUNCHER.resolveSibling("app/target/arelops.aot")).isNotEmptyFile();

        Program.Ended version = new Program(folder, Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on")).arelops("version");

        assertThat(version.output()).contains("arelops 0.1.0");
        assertThat(version.exitCode()).isZero();
    }
}
