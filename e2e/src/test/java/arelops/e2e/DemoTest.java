package arelops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo's canary judges how long answers take: tests beside it would slow them down.
@Tag("alone")
class DemoTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "TAG-1, TAG-2, TAG-3, PAS-2, PRO-1: the README's first command shows in git and over HTTP what it says")
    void the_demo_holds_what_it_says() throws Exception {
        Program program = new Program(folder, Map.of());

        Program.Ended demo = program.arelops("demo", "--check");

        assertThat(demo.output())
                .contains(
                        "✓ tag PRODUCTION is on",
                        "is rejected in PASSIVE: its canary on 50 % of the traffic",
                        "✓ tag PASSIVE never left",
                        "0 failed",
                        "All of it held");
        assertThat(demo.exitCode()).as(demo.output()).isZero();
    }
}
