package arelops.app.web;

import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.release.Command;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Reads a person's command from JSON; says what is wrong with one that cannot be read.
final class CommandReader {
    private static final Set<String> COMMON = Set.of("command", "app", "because");

    private final Body body;
    private final Function<String, CommitId> commits;

    CommandReader(JsonNode body, Function<String, CommitId> commits) {
        this.body = new Body(body);
        this.commits = commits;
    }

    /// One kind of command: the fields that it may have, whether it needs a reason, and how it is made.
    private record Kind(Set<String> fields, boolean reason, Function<CommandReader, Command> make) {}

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry(
                    "approve",
                    new Kind(
                            Set.of("commit", "environment"),
                            false,
                            in -> new Command.Approve(in.commit("commit"), in.maybeEnvironment()))),
            Map.entry(
                    "promote",
                    new Kind(
                            Set.of("commit", "environment", "skip"),
                            false,
                            in -> new Command.Promote(in.commit("commit"), in.environment(), in.texts("skip")))),
            Map.entry(
                    "hold",
                    new Kind(
                            Set.of("environment", "now"),
                            true,
                            in -> new Command.Hold(in.environment(), in.flag("now")))),
            Map.entry("resume", new Kind(Set.of("environment"), false, in -> new Command.Resume(in.environment()))),
            Map.entry(
                    "rollback",
                    new Kind(
                            Set.of("environment", "to", "notItsFault"),
                            true,
                            in -> new Command.Rollback(
                                    in.environment(), in.maybe("to").map(in.commits), in.flag("notItsFault")))),
            Map.entry("withdraw", new Kind(Set.of("environment"), true, in -> new Command.Withdraw(in.environment()))),
            Map.entry(
                    "overturn",
                    new Kind(
                            Set.of("commit", "environment"),
                            true,
                            in -> new Command.Overturn(in.commit("commit"), in.environment()))),
            Map.entry(
                    "adopt",
                    new Kind(
                            Set.of("commit", "environment"),
                            true,
                            in -> new Command.Adopt(in.environment(), in.commit("commit")))),
            Map.entry("repair", new Kind(Set.of("environment"), false, in -> new Command.Repair(in.environment()))),
            Map.entry(
                    "failover",
                    new Kind(
                            Set.of("onto"),
                            true,
                            in -> new Command.FailOver(
                                    in.maybe("onto").map(in.commits), Fact.FailedOver.Occasion.NEED))),
            Map.entry(
                    "drill",
                    new Kind(
                            Set.of(),
                            false,
                            in -> new Command.FailOver(Optional.empty(), Fact.FailedOver.Occasion.DRILL))),
            Map.entry("failback", new Kind(Set.of("now"), false, in -> new Command.FailBack(in.flag("now")))),
            Map.entry("trunk-accept", new Kind(Set.of(), true, in -> new Command.AcceptTrunk())),
            Map.entry(
                    "error-clear",
                    new Kind(Set.of("error", "suspect", "culprit", "fixedBy"), true, CommandReader::clearing)));

    /// The command; faults where it is unknown, has fields that it cannot have, or lacks what it needs.
    Command read() {
        String name = text("command");
        Optional<Kind> kind = Optional.ofNullable(KINDS.get(name));
        if (kind.isEmpty()) {
            throw Question.input(
                    "There is no command '" + name + "'",
                    "Write one of " + String.join(", ", new TreeSet<>(KINDS.keySet())));
        }
        body.only(name, COMMON, kind.get().fields());
        boolean skips = !texts("skip").isEmpty();
        if ((kind.get().reason() || skips) && because().isEmpty()) {
            throw Question.input(
                    (skips ? "Skipping a gate" : name) + " needs a reason, which is kept for ever",
                    "Add -m \"why\" (in JSON: because).");
        }
        return kind.get().make().apply(this);
    }

    /// The reason, one line; empty where none is given.
    String because() {
        return body.because();
    }

    private Command clearing() {
        JsonNode number = body.node().path("error");
        if (!number.isIntegralNumber() || number.asLong() < 1) {
            throw Question.input("The number of the error is missing", "See arelops error list.");
        }
        Optional<CommitId> suspect = maybe("suspect").map(commits);
        Optional<CommitId> culprit = maybe("culprit").map(commits);
        Optional<CommitId> fix = maybe("fixedBy").map(commits);
        Command.Clearing clearing;
        if (culprit.isPresent() && suspect.isEmpty() && fix.isEmpty()) {
            clearing = new Command.Clearing.Culprit(culprit.get());
        } else if (suspect.isPresent() && culprit.isEmpty()) {
            CommitId one = suspect.get();
            clearing = fix.<Command.Clearing>map(by -> new Command.Clearing.FixedBy(one, by))
                    .orElseGet(() -> new Command.Clearing.Suspect(one));
        } else if (fix.isPresent() && culprit.isEmpty()) {
            clearing = new Command.Clearing.Fixed(fix.get());
        } else {
            throw Question.input(
                    "It is not clear what to clear", "Give the commit that fixes it, a suspect, both, or the culprit.");
        }
        return new Command.ClearError(number.asLong(), clearing);
    }

    private CommitId commit(String field) {
        return commits.apply(text(field));
    }

    private EnvironmentName environment() {
        return environment(text("environment"));
    }

    private Optional<EnvironmentName> maybeEnvironment() {
        return maybe("environment").map(CommandReader::environment);
    }

    static EnvironmentName environment(String text) {
        try {
            return EnvironmentName.parse(text);
        } catch (IllegalArgumentException e) {
            throw Question.input("'" + text + "' is no name of an environment", "For example: beta, production.");
        }
    }

    private String text(String field) {
        return body.text(field);
    }

    private Optional<String> maybe(String field) {
        return body.maybe(field);
    }

    private boolean flag(String field) {
        return body.flag(field);
    }

    private List<String> texts(String field) {
        return body.texts(field);
    }
}
