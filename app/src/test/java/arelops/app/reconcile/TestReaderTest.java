package arelops.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.web.HandMade;
import arelops.app.web.HandMadeChanges;
import arelops.core.change.ChangeEvent;
import arelops.core.id.ChangeNumber;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.release.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What housekeeping and looks are told of TEST environments: what is named here is kept, all else is taken away.
class TestReaderTest {
    private final HandMadeChanges changes = new HandMade().changes();

    private ChangeNumber inTest(String title) {
        ChangeNumber number = changes.opened(Role.DEVELOPER, title);
        changes.inTest(number, changes.tried(number));
        return number;
    }

    private long token(ChangeNumber number) {
        return changes.state(number).test().up().orElseThrow().token();
    }

    @Test
    @DisplayName(
            "TST-1: the folder of a TEST environment is kept from the moment when it is raised until nothing is left")
    void folders_are_kept_while_test_is_up() {
        changes.opened(Role.DEVELOPER, "Nothing is tried of it");
        ChangeNumber number = inTest("Show the slot");
        String folder = "shop-pr-" + number.value() + "-r" + number.value() + "-t" + token(number);

        assertThat(TestReader.folders(changes.seen())).containsExactly(folder);
        changes.says(number, Role.DEVELOPER, new ChangeEvent.Closed());
        assertThat(TestReader.folders(changes.seen()))
                .as("closed, and not taken down yet")
                .containsExactly(folder);

        changes.says(number, Role.ADMIN, new ChangeEvent.TestOver());
        assertThat(TestReader.folders(changes.seen())).as("it still ends").hasSize(1);
        changes.says(number, Role.ADMIN, new ChangeEvent.TestGone());
        assertThat(TestReader.folders(changes.seen())).isEmpty();
    }

    @Test
    @DisplayName("TST-1: the folder is the one that the target is told to start from")
    void the_folder_is_that_of_the_deployment() {
        ChangeNumber number = inTest("Show the slot");
        Slot slot = new Slot(HandMade.SHOP, new EnvironmentName("pr-" + number.value()));
        var up = TestReader.up(slot, changes.seen()).orElseThrow();
        var release = new arelops.core.id.Release(
                number.value(), up.tested(), up.artifacts().values().iterator().next());

        assertThat(TestReader.folders(changes.seen())).containsExactly(Performer.folder(slot, release, up.token()));
        assertThat(TestReader.slots(changes.seen())).containsExactly(slot);
    }
}
