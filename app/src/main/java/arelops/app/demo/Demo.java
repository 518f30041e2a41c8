package arelops.app.demo;

import arelops.app.ledger.TagNames;
import arelops.app.ledger.Verification;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.reconcile.Controller;
import arelops.app.up.Foreground;
import arelops.app.up.Installation;
import arelops.app.up.Launch;
import arelops.app.up.Standstill;
import arelops.core.change.ChangeAnswer;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeEvent;
import arelops.core.change.SignOff;
import arelops.core.evidence.Actor;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Role;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The tour: an app is adopted, a commit travels to PRODUCTION under steady requests, and is taken back by a
/// switch.
final class Demo implements AutoCloseable {
    private static final Person AUTHOR = new Person(new PersonName("dev-1"), Role.ADMIN, List.of("dev-1@example.org"));
    private static final PersonName FIRST_REVIEWER = new PersonName("rev-1");
    private static final PersonName SECOND_REVIEWER = new PersonName("rev-2");

    private static final PersonName TESTER = new PersonName("qa-1");

    private final Screen screen;
    private final InstantSource clock;
    private final Installation installation;
    private final DemoRepository repository;
    private final Foreground foreground;
    private final Shell shell;
    private final Story story;
    private final ChangeStory changes;
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Boolean> claims = new LinkedHashMap<>();

    private Demo(
            Screen screen,
            InstantSource clock,
            Installation installation,
            DemoRepository repository,
            Shell shell,
            Foreground foreground) {
        this.screen = screen;
        this.clock = clock;
        this.installation = installation;
        this.repository = repository;
        this.foreground = foreground;
        this.shell = shell;
        this.changes = new ChangeStory(foreground.engine().controller(), screen);
        this.story = new Story(foreground.engine().controller(), installation.app(), screen);
    }

    /// Makes the repository in this empty folder, and starts controller and node for it.
    static Demo start(Path folder, Launch launch, Screen screen, SecureRandom random, InstantSource clock) {
        DemoRepository repository = DemoRepository.create(folder.resolve("shop"));
        Installation installation = Installation.at(repository.folder(), folder);
        screen.say("Starting controller and node for " + repository.folder() + " …");
        Foreground foreground = Foreground.start(installation, launch, Optional.of(AUTHOR), random, clock);
        PeopleStore people = new PeopleStore(foreground.engine().git());
        people.add(
                new Person(FIRST_REVIEWER, Role.OPERATOR, List.of()), new Actor.Person(AUTHOR.name()), clock.instant());
        people.add(
                new Person(SECOND_REVIEWER, Role.REVIEWER, List.of()),
                new Actor.Person(AUTHOR.name()),
                clock.instant());
        people.add(new Person(TESTER, Role.QA, List.of()), new Actor.Person(AUTHOR.name()), clock.instant());
        Shell shell = new Shell(repository.folder(), launch.java());
        return new Demo(screen, clock, installation, repository, shell, foreground);
    }

    private Controller controller() {
        return foreground.engine().controller();
    }

    private AppName app() {
        return installation.app();
    }

    /// Tells the whole story; true if git and HTTP show what it claims.
    boolean run() {
        screen.say("Waiting times are short here: windows of 1 s, soaks of 2 s (by default 60 s, and 1 to 2 hours).");
        screen.say("Nothing else is: builds, checks, processes, traffic, tags and ledger are real.");
        CommitId first = head();
        screen.title("1. What is on trunk is adopted, built once, and becomes every environment's first release");
        story.until(
                "the first release is settled in PRODUCTION",
                ledger -> story.isSettled(ledger, EnvironmentName.PRODUCTION, first));
        try (SteadyClient client = new SteadyClient(story.address(EnvironmentName.PRODUCTION))) {
            CommitId second = travel(client);
            screen.title("4. Git tells what every environment runs");
            showGit();
            back(first, second, client);
            showLog();
            check(first, second, client);
        }
        return conclude();
    }

    private CommitId head() {
        return foreground.engine().git().fetch().trunk().orElseThrow();
    }

    private CommitId travel(SteadyClient client) {
        screen.title("2. A change is reviewed by two, checked on its merge result, tried in TEST, and lands as tested");
        CommitId base = head();
        ChangeNumber first = proposed(base, "opening-hours", "shop, open until ten", "Greet with the opening hours");
        CommitId second = landed(first);
        screen.title("3. It travels to PRODUCTION, while a client keeps asking PRODUCTION; two others are refused");
        refused(base, second);
        story.until(
                "the commit is settled in PRODUCTION",
                ledger -> story.isSettled(ledger, EnvironmentName.PRODUCTION, second));
        screen.event(
                "client",
                client.asked() + " requests so far, " + client.failures().size() + " failed");
        return second;
    }

    private static final String GREETING = "Hello from the corner shop";

    private ChangeNumber proposed(CommitId base, String branch, String greeting, String title) {
        CommitId head = repository.change(
                branch, base, new DemoRepository.Edit(GREETING, "Hello from the corner " + greeting), title);
        return changes.open(AUTHOR.name(), branch, head, title);
    }

    private CommitId landed(ChangeNumber number) {
        ChangeCommand approve = new ChangeCommand.Review(ChangeEvent.Verdict.APPROVED, Optional.empty(), "looks good");
        if (changes.say(AUTHOR.name(), Role.ADMIN, number, approve) instanceof ChangeAnswer.Accepted) {
            wrong.add("an author approved their own change");
        }
        changes.say(FIRST_REVIEWER, Role.OPERATOR, number, approve);
        story.until("TEST serves", _ -> changes.test(number, app()).isPresent());
        URI test = changes.test(number, app()).orElseThrow();
        screen.event("TEST", number + " is at " + test + ", tag TEST/pr-" + number.value());
        expectLater(
                "tag TEST/pr-" + number.value() + " was there",
                !repository.tag("TEST/pr-" + number.value()).isEmpty());
        changes.say(TESTER, Role.QA, number, new ChangeCommand.Sign(SignOff.Trade.QA, Optional.empty()));
        changes.say(SECOND_REVIEWER, Role.REVIEWER, number, approve);
        story.until("it has landed", _ -> changes.landed(number).isPresent());
        CommitId landed = changes.landed(number).orElseThrow();
        screen.event("trunk", number + " landed: " + landed.brief() + " is the very commit that was tested");
        expectLater(
                "trunk is at the merge result that the checks ran on",
                changes.is(number, state -> state.trial(landed).isPresent()) && head().equals(landed));
        return landed;
    }

    /// One that contradicts what landed, and one that nobody but its author stands for.
    private void refused(CommitId base, CommitId trunk) {
        ChangeNumber conflict = proposed(base, "closing-hours", "shop, closed at ten", "Greet with the closing hours");
        story.until("the conflict is seen", _ -> changes.why(conflict).startsWith("conflict"));
        screen.event(conflict.toString(), "✕ " + changes.why(conflict));
        CommitId head = repository.change(
                "alone", trunk, new DemoRepository.Edit("open until ten", "open until eleven"), "Stay open longer");
        ChangeNumber alone = changes.open(AUTHOR.name(), "alone", head, "Stay open longer");
        story.until("it waits for others", _ -> changes.why(alone).startsWith("approval"));
        screen.event(alone.toString(), "◐ " + changes.why(alone));
        expectLater(
                "neither has landed",
                changes.landed(conflict).isEmpty() && changes.landed(alone).isEmpty());
    }

    /// A claim of the story that is shown with the others at its end.
    private void expectLater(String claim, boolean holds) {
        claims.put(claim, holds);
    }

    private Answer say(PersonName person, Role role, Command command, String because) {
        return controller().command(app(), person, role, command, because);
    }

    private void back(CommitId first, CommitId second, SteadyClient client) {
        screen.title("5. Rollback is a switch: the previous release is still warm");
        long before = System.nanoTime();
        say(
                FIRST_REVIEWER,
                Role.OPERATOR,
                new Command.Rollback(EnvironmentName.PRODUCTION, Optional.empty(), false),
                "customers read it as opening at ten");
        story.until(
                "PRODUCTION is back",
                ledger -> story.runs(ledger, EnvironmentName.PRODUCTION).equals(Optional.of(first)));
        double seconds = (System.nanoTime() - before) / 1e9;
        screen.event(
                "PRODUCTION",
                String.format(
                        Locale.ROOT,
                        "back on %s after %.1f s, and held, so that %s is not promoted again",
                        first.brief(),
                        seconds,
                        second.brief()));
        screen.event(
                "client", client.asked() + " requests, " + client.failures().size() + " failed");
    }

    private void showGit() {
        screen.say("  $ git log --oneline --decorate");
        shell.git("log", "--oneline", "--decorate", "-n", "5").forEach(line -> screen.say("  " + line));
    }

    private void showLog() {
        screen.say("");
        screen.say("  $ arelops log production");
        shell.arelops("log", "production", "--no-color").forEach(line -> screen.say("  " + line));
    }

    /// What the story claims, looked up in git and over HTTP.
    private void check(CommitId first, CommitId second, SteadyClient client) {
        screen.title("Checked in git and over HTTP");
        claims.forEach(this::expect);
        expect("tag BETA is on " + second.brief(), repository.tag("BETA").equals(List.of(second)));
        expect("tag PASSIVE is on " + second.brief(), repository.tag("PASSIVE").equals(List.of(second)));
        expect(
                "tag PRODUCTION is on " + first.brief(),
                repository.tag("PRODUCTION").equals(List.of(first)));
        for (EnvironmentName environment :
                List.of(EnvironmentName.BETA, EnvironmentName.PASSIVE, EnvironmentName.PRODUCTION)) {
            CommitId runs = environment.equals(EnvironmentName.PRODUCTION) ? first : second;
            String version = client.askOnce(story.address(environment).resolve("/version"));
            expect(environment.upper() + " answers with " + runs.brief(), version.contains(runs.hex()));
        }
        Verification verification =
                controller().ports().ledger().verify(controller().ports().git().fetch(), TagNames.plain());
        expect("the ledger verifies from its first entry on", verification.exitCode() == 0);
        expect(
                client.asked() + " requests to PRODUCTION, " + client.failures().size() + " failed",
                client.asked() > 0 && client.failures().isEmpty());
        client.failures().stream().limit(3).forEach(screen::bad);
    }

    private void expect(String claim, boolean holds) {
        if (holds) {
            screen.good(claim);
            return;
        }
        screen.bad("not so: " + claim);
        wrong.add(claim);
    }

    private boolean conclude() {
        Duration elapsed = screen.elapsed();
        screen.say("");
        screen.say((wrong.isEmpty() ? "All of it held" : wrong.size() + " claims did not hold") + ", after "
                + elapsed.toSeconds() + " s.");
        return wrong.isEmpty();
    }

    /// What a newcomer can do next, in another terminal.
    ///
    /// @param path the folder to put on the `PATH` there; empty where a shell finds `arelops` by itself
    void invite(Optional<Path> path) {
        screen.title("Yours to break, in another terminal, while this one runs");
        path.ifPresent(folder -> screen.say("  export PATH=" + folder + ":$PATH"));
        screen.say("  cd " + repository.folder());
        screen.hint("arelops open", "the changes as pages in a browser");
        screen.hint("arelops status -w", "all of it, as it goes");
        screen.hint("arelops why 3", "what #3 waits for, and who can help");
        screen.hint("arelops log production", "what PRODUCTION ran, and why");
        screen.hint("git switch -c mine main", "then edit src/hello/Hello.java, and git commit -a");
        screen.hint("arelops change open", "propose it");
        screen.say("Stop with Ctrl-C: apps, node and controller end with it.");
    }

    /// Waits until it is told to stop.
    void awaitStop() throws InterruptedException {
        foreground.awaitStop();
    }

    @Override
    public void close() {
        foreground.close();
        new Standstill(installation, clock).bring().left().forEach(one -> screen.bad("did not end: " + one));
        repository.close();
    }
}
