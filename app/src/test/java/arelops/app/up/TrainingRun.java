package arelops.app.up;

import arelops.app.Main;
import arelops.app.node.UsedNode;
import arelops.core.id.EnvironmentName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// Does once what the processes that tests start do, so that the cache of [arelops.app.OwnJava] knows their classes.
final class TrainingRun {
    private TrainingRun() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        UsedNode.once(Files.createDirectory(folder.resolve("node")), Files.createDirectory(folder.resolve("app")));
        try (Shop shop =
                Shop.in(Files.createDirectory(folder.resolve("engine")), InstantSource.system(), Shop.SHORT_LINE)) {
            shop.start("training");
            shop.stepUntilSettled(EnvironmentName.BETA, shop.head());
        }
        Main.main(new String[] {"warm-up"}); // which ends the process
    }
}
