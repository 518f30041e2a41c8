package arelops.app.cli;

import arelops.app.up.Machine;

/// `up`, `down`, `demo` and `node`: commands that start and stop processes of this program.
final class OwnCommands {
    private OwnCommands() {}

    static void into(Commands root, Machine machine, Surroundings world) {
        root.add("up", () -> UpCommand.of(machine, world))
                .add("down", () -> DownCommand.of(world))
                .add("demo", () -> DemoCommand.of(machine, world))
                .add("node", () -> NodeCommand.of(world));
    }
}
