package arelops.app.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/// An example or two below the help of those commands whose use is not plain from their options.
final class Examples {
    private static final Map<String, List<String>> OF = Map.ofEntries(
            Map.entry(
                    "init", List.of("arelops init --people ana,ben      two people, so every commit needs the other")),
            Map.entry(
                    "up",
                    List.of(
                            "arelops up",
                            "arelops up --remote https://git.example.org/shop.git",
                            "arelops up --remote https://git.example.org/new/shop.git --move")),
            Map.entry(
                    "status",
                    List.of(
                            "arelops status -w",
                            "arelops status --at '2026-10-01 14:00'",
                            "arelops status --plain | cut -f2,3")),
            Map.entry(
                    "why", List.of("arelops why", "arelops why production", "arelops why 420", "arelops why 4f0e1c9")),
            Map.entry("log", List.of("arelops log production", "arelops log -n 200 --json")),
            Map.entry(
                    "show",
                    List.of(
                            "arelops show 420",
                            "arelops show 4f0e1c9",
                            "arelops show HEAD",
                            "arelops show release/12")),
            Map.entry(
                    "diff",
                    List.of(
                            "arelops diff              what trunk has and PRODUCTION has not",
                            "arelops diff beta production")),
            Map.entry(
                    "logs",
                    List.of(
                            "arelops logs beta -f      what the app prints",
                            "arelops logs beta --instance 2",
                            "arelops logs 420          what the checks of its merge result printed",
                            "arelops logs 4f0e1c9      what its build, checks and acceptance tests printed")),
            Map.entry(
                    "approve",
                    List.of(
                            "arelops approve 420 -m \"read it\"",
                            "arelops approve 420 --head 4f0e1c9 --wait",
                            "arelops approve 4f0e1c9 -m \"a commit that was pushed\"",
                            "arelops approve 4f0e1c9 --wait=10m",
                            "arelops approve 4f0e1c9 --for production")),
            Map.entry(
                    "promote",
                    List.of(
                            "arelops promote 4f0e1c9 --to production --wait",
                            "arelops promote 4f0e1c9 --to passive --skip soak -m \"fair on Friday\"")),
            Map.entry(
                    "rollback",
                    List.of(
                            "arelops rollback production -m \"cards failing\"",
                            "arelops rollback production --to 4f0e1c9 --yes -m \"cards failing\"",
                            "arelops rollback beta --not-its-fault -m \"the database was down\"")),
            Map.entry(
                    "hold",
                    List.of(
                            "arelops hold production -m \"fair on Friday\"",
                            "arelops hold -m \"the data centre moves\"")),
            Map.entry("resume", List.of("arelops resume production")),
            Map.entry(
                    "failover",
                    List.of(
                            "arelops failover -m \"the rack is dark\"",
                            "arelops failover --onto 4f0e1c9 -m \"only this one has the fix\"")),
            Map.entry("drill", List.of("arelops drill", "arelops drill --wait=30m -m \"the quarter's drill\"")),
            Map.entry("failback", List.of("arelops failback", "arelops failback --now -m \"PASSIVE is dark\"")),
            Map.entry("withdraw", List.of("arelops withdraw passive -m \"wrong release\"")),
            Map.entry("overturn", List.of("arelops overturn 4f0e1c9 beta -m \"the test database was full\"")),
            Map.entry("adopt", List.of("arelops adopt production 4f0e1c9 -m \"put there by hand in the night\"")),
            Map.entry("repair", List.of("arelops repair beta")),
            Map.entry("signoff", List.of("arelops signoff 420 --as qa -m \"basket and till tried\"")),
            Map.entry("test", List.of("arelops test 420")),
            Map.entry("run", List.of("arelops run 420 --head 4f0e1c9")),
            Map.entry("merge", List.of("arelops merge 420 --wait", "arelops merge 420 --urgent -m \"cards failing\"")),
            Map.entry(
                    "revert",
                    List.of("arelops revert 420 -m \"rounds down\"", "arelops revert 4f0e1c9 -m \"rounds down\"")),
            Map.entry(
                    "verify",
                    List.of(
                            "arelops verify && echo intact",
                            "arelops verify --since 2026-10-01",
                            "arelops verify --json")),
            Map.entry(
                    "simulate",
                    List.of(
                            "arelops simulate --merges 200/d",
                            "arelops simulate --merges 5/h --days 7 --reject 3%% --found-in passive",
                            "arelops simulate --build 12m --accept 4m --people 3h --from 2026-12-21")),
            Map.entry("setup-clone", List.of("arelops setup-clone && git fetch && git log --oneline --decorate")),
            Map.entry("completion", List.of("source <(arelops completion)")));

    private static final Map<String, Map<String, List<String>>> BELOW = Map.of(
            "error",
            Map.of(
                    "clear",
                    List.of(
                            "arelops error clear 3 --fixed-by 4f0e1c9 -m \"rounds up now\"",
                            "arelops error clear 3 --culprit 1b7d2aa -m \"reverted\"")),
            "change",
            Map.ofEntries(
                    Map.entry(
                            "open",
                            List.of(
                                    "git push origin HEAD && arelops change open",
                                    "arelops change open slots -t \"Show the slot\" --label basket --draft",
                                    "arelops change open slots -m - < words.txt")),
                    Map.entry(
                            "list",
                            List.of(
                                    "arelops change list --by ann",
                                    "arelops change list --landed -n 100 basket",
                                    "arelops change list --plain | cut -f1,11")),
                    Map.entry("show", List.of("arelops change show 420")),
                    Map.entry("comment", List.of("arelops change comment 420 -m \"why twice?\"")),
                    Map.entry("edit", List.of("arelops change edit 420 -t \"Show the delivery slot\"")),
                    Map.entry("ready", List.of("arelops change ready 420")),
                    Map.entry("draft", List.of("arelops change draft 420")),
                    Map.entry("close", List.of("arelops change close 420 -m \"done in 419\"")),
                    Map.entry("reopen", List.of("arelops change reopen 420")),
                    Map.entry("reject", List.of("arelops change reject 420 -m \"rounds down\"")),
                    Map.entry("withdraw", List.of("arelops change withdraw 420"))),
            "people",
            Map.of(
                    "add",
                    List.of("arelops people add ben --role reviewer --email ben@example.org"),
                    "role",
                    List.of("arelops people role ben operator"),
                    "invite",
                    List.of("arelops people invite ben"),
                    "token",
                    List.of("arelops people token ben", "arelops people token ben --keep-others"),
                    "revoke",
                    List.of("arelops people revoke ben")),
            "trunk",
            Map.of("accept", List.of("arelops trunk accept -m \"history was cleaned of a password\"")));

    private Examples() {}

    /// Adds them to the commands of the program.
    static void into(CommandLine root) {
        OF.forEach((name, lines) -> named(root, name).ifPresent(command -> show(command, lines)));
        BELOW.forEach((group, commands) -> commands.forEach((name, lines) ->
                named(root, group).flatMap(found -> named(found, name)).ifPresent(command -> show(command, lines))));
    }

    private static Optional<CommandLine> named(CommandLine parent, String name) {
        return Optional.ofNullable(parent.getSubcommands().get(name));
    }

    private static void show(CommandLine command, List<String> lines) {
        var usage = command.getCommandSpec().usageMessage();
        List<String> all = new java.util.ArrayList<>(List.of(usage.footer()));
        all.add("");
        all.add("For example");
        lines.forEach(line -> all.add("  " + line));
        usage.footer(all.toArray(String[]::new));
    }
}
