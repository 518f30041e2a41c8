package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.config.PolicyFile;
import arelops.core.change.ChangeState.Phase;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// CHG-4 on a real repository: somebody pushed a config that cannot be used to trunk, past all changes.
class BrokenTrunkConfigTest {
    private static final String BROKEN = ChangeShop.PLAIN + "healht: /x\n";

    @TempDir
    Path folder;

    private static void breaks(ChangeShop changes) throws IOException, InterruptedException {
        CommitId broken = changes.commit("by-hand", PolicyFile.NAME, BROKEN);
        changes.shop().git().run("update-ref", "refs/heads/main", broken.hex());
    }

    private static boolean waitsForMend(ChangeShop changes, ChangeNumber number) {
        return changes.why(number).startsWith("config: trunk's config cannot be used");
    }

    @Test
    @DisplayName("CHG-4: while trunk's config cannot be used changes are judged by the newest one that can: the change"
            + " that mends it lands with its approvals and checks, and the others land after it alone")
    void the_change_that_mends_it_lands_and_the_others_after_it() throws Exception {
        try (ChangeShop changes = ChangeShop.in(folder, ChangeShop.PLAIN)) {
            changes.start();
            ChangeNumber early = changes.file("early", "early.txt", "early");
            changes.shop().stepUntil("it was tried", () -> changes.why(early).startsWith("approval"));

            breaks(changes);
            ChangeNumber late = changes.file("late", "late.txt", "late");
            ChangeNumber mend = changes.file("mend", PolicyFile.NAME, ChangeShop.PLAIN + "# mended\n");
            changes.shop()
                    .stepUntil(
                            "both wait for the mend",
                            () -> waitsForMend(changes, early) && waitsForMend(changes, late));

            assertThat(changes.why(early)).contains(PolicyFile.NAME + ":", "healht");
            assertThat(changes.seen(late).state().work().trials()).isEmpty();
            changes.shop()
                    .stepUntil(
                            "it is judged as ever",
                            () -> changes.why(mend).startsWith("approval: it needs 2 more approvals"));
            changes.approve(early);
            changes.approve(late);
            changes.approve(mend);
            changes.shop()
                    .stepUntil(
                            "all have landed",
                            () -> landed(changes, mend) && landed(changes, early) && landed(changes, late));

            assertThat(changes.shop().git().run("show", "main:" + PolicyFile.NAME))
                    .endsWith("# mended");
            assertThat(changes.results(mend)).isNotEmpty();
            assertThat(changes.shop()
                            .git()
                            .run("log", "--first-parent", "--format=%s", "-3", "main")
                            .lines())
                    .element(2)
                    .asString()
                    .as("nothing landed before it")
                    .contains("mend");
            assertThat(changes.shop().verify().findings()).isEmpty();
        }
    }

    private static boolean landed(ChangeShop changes, ChangeNumber number) {
        return changes.seen(number).state().work().phase() instanceof Phase.Landed;
    }
}
