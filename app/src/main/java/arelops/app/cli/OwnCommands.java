package arelops.app.cli;

import arelops.app.up.Machine;
import picocli.CommandLine;

/// `up`, `down`, `demo` and `node`: commands that start and stop processes of this program.
final class OwnCommands {
    private OwnCommands() {}

    static void into(CommandLine root, Machine machine, Surroundings world) {
        root.addSubcommand("up", UpCommand.of(machine, world))
                .addSubcommand("down", DownCommand.of(world))
                .addSubcommand("demo", DemoCommand.of(machine, world))
                .addSubcommand("node", NodeCommand.of(world));
    }
}
