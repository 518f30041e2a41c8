package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.cli.View.Tone;
import arelops.app.fault.Fault;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `change reject`, `signoff`, `run`, `merge` and `revert`, and the approval of a change.
final class ReviewCommands {
    private ReviewCommands() {}

    static void into(Commands root, Surroundings world) {
        root.add("signoff", () -> new SignOff(world))
                .add("run", () -> new Run(world))
                .add("test", () -> new Test(world))
                .add("merge", () -> new Merge(world))
                .add("revert", () -> new Revert(world));
    }

    static void below(CommandLine change, Surroundings world) {
        change.addSubcommand("reject", new Reject(world));
    }

    /// Approves the head that the controller showed, or the one that the person names.
    static int approve(Session session, Doc change, String head, String text, String wait) {
        ChangeTalk talk = new ChangeTalk(session);
        int number = (int) change.number("number");
        if (!session.common().json()) {
            session.print("#" + number + " " + change.text("title") + "   "
                    + session.view().paint(Tone.QUIET, change.text("by")));
        }
        talk.say(
                number,
                "approve",
                new Request()
                        .put("head", head.isBlank() ? change.at("head").text("sha") : head)
                        .put("text", text)
                        .json());
        return wait.isEmpty() ? Exit.GOOD : talk.within(number, wait);
    }

    @Command(description = "Ask for changes: it does not land until you approve, or take it back.")
    static final class Reject implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "CHANGE", description = "420 or pr/420.")
        private String change = "";

        @Option(
                names = "-m",
                required = true,
                paramLabel = "TEXT",
                description = "What is to be changed; - reads it from the input.")
        private String text = "";

        @Option(names = "--head", paramLabel = "SHA", description = "The commit that you saw; default: the newest.")
        private String head = "";

        Reject(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            new ChangeTalk(session)
                    .say(
                            ChangeTalk.number(change),
                            "reject",
                            new Request()
                                    .put("text", session.written(text))
                                    .put("head", head)
                                    .json());
            return Exit.GOOD;
        }
    }

    @Command(description = "Say that the smoke test of a change was done in TEST.")
    static final class SignOff implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "CHANGE", description = "420 or pr/420.")
        private String change = "";

        @Option(names = "--as", required = true, paramLabel = "dev|qa", description = "For which side you sign.")
        private String as = "";

        @Option(names = "--head", paramLabel = "SHA", description = "The commit that you tried; default: the newest.")
        private String head = "";

        @Option(names = "-m", paramLabel = "REASON", description = "A remark; it is recorded.")
        private String reason = "";

        SignOff(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            new ChangeTalk(new Session(world, common))
                    .say(
                            ChangeTalk.number(change),
                            "signoff",
                            new Request()
                                    .put("as", as)
                                    .put("head", head)
                                    .put("because", reason)
                                    .json());
            return Exit.GOOD;
        }
    }

    @Command(description = "Raise the TEST environment of a change anew, on trunk as it is now.")
    static final class Test implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "CHANGE", description = "420 or pr/420.")
        private String change = "";

        Test(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            new ChangeTalk(new Session(world, common)).say(ChangeTalk.number(change), "test", new Request().json());
            return Exit.GOOD;
        }
    }

    @Command(description = "Let the commands of a stranger's change run, after you read them.")
    static final class Run implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "CHANGE", description = "420 or pr/420.")
        private String change = "";

        @Option(names = "--head", paramLabel = "SHA", description = "The commit that you read; default: the newest.")
        private String head = "";

        @Option(names = "-m", paramLabel = "REASON", description = "A remark; it is recorded.")
        private String reason = "";

        Run(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            new ChangeTalk(new Session(world, common))
                    .say(
                            ChangeTalk.number(change),
                            "run",
                            new Request()
                                    .put("head", head)
                                    .put("because", reason)
                                    .json());
            return Exit.GOOD;
        }
    }

    @Command(
            description = "Put a change into the queue, again after it was put out, or before all others.",
            footer = {
                "",
                "A change that is ready comes into the queue by itself. With --wait it ends with 0 when it landed, with",
                "3 when it was put out of the queue or closed, and with 8 when it is still on its way."
            })
    static final class Merge implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "CHANGE", description = "420 or pr/420.")
        private String change = "";

        @Option(names = "--urgent", description = "Before all others (operator); every condition still holds.")
        private boolean urgent;

        @Option(names = "-m", paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        @Option(
                names = "--wait",
                arity = "0..1",
                fallbackValue = "30m",
                paramLabel = "TIME",
                description = "Wait until it landed or cannot; default 30m.")
        private String wait = "";

        Merge(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            ChangeTalk talk = new ChangeTalk(new Session(world, common));
            int number = ChangeTalk.number(change);
            if (wait.isEmpty()) {
                ask(talk, number);
                return Exit.GOOD;
            }
            Session.duration(wait);
            // Who waits for it to land does not mind that it is on its way already, or there.
            Doc seen = talk.get(number);
            boolean on = seen.has("queue") && (!urgent || seen.at("queue").flag("urgent"));
            if (!on && !seen.text("state").equals("landed")) {
                ask(talk, number);
            }
            return talk.within(number, wait);
        }

        private void ask(ChangeTalk talk, int number) {
            talk.say(
                    number,
                    "merge",
                    new Request().put("urgent", urgent).put("because", reason).json());
        }
    }

    @Command(
            description = "Take back what landed: opens its exact inverse as a change, first in the queue.",
            footer = {"", "Later work stays. An exact inverse needs one approval and the checks."})
    static final class Revert implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "CHANGE|SHA", description = "A change that landed, or a commit of trunk.")
        private String what = "";

        @Option(names = "-m", required = true, paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        Revert(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            ChangeTalk talk = new ChangeTalk(session);
            Optional<Doc> change = talk.named(what);
            String path = change.map(found -> "changes/" + found.text("number"))
                    .orElseGet(() -> "commits/" + ControlClient.part(session.commit(what)));
            talk.told(session.client()
                    .post(path + "/revert", new Request().put("because", reason).json()));
            return Exit.GOOD;
        }
    }

    /// Faults where an option of a change was given for a commit.
    static void refuse(String given, String option) {
        if (!given.isBlank()) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.usage",
                    option + " is about changes, and this is a commit",
                    "Leave " + option + " out.");
        }
    }
}
