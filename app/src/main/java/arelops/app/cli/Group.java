package arelops.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command that only holds others.
@Command
final class Group implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Common common = new Common();

    static CommandLine of(String name, String description) {
        CommandLine group = new CommandLine(new Group());
        group.getCommandSpec().name(name).usageMessage().description(description);
        return group;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                (common.quiet() ? "" : "Say what to do: ") + spec.name() + " "
                        + String.join("|", spec.subcommands().keySet()));
    }
}
