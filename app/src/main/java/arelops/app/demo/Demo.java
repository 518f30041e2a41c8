package arelops.app.demo;

import arelops.app.deploy.Reply;
import arelops.app.deploy.process.NodeRecording;
import arelops.app.deploy.wire.RecordAnswer;
import arelops.app.deploy.wire.RecordCommand;
import arelops.app.ledger.TagNames;
import arelops.app.ledger.Verification;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.reconcile.Controller;
import arelops.app.up.Foreground;
import arelops.app.up.Installation;
import arelops.app.up.Launch;
import arelops.app.up.Standstill;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The tour: a change travels to PRODUCTION under steady requests, each stop behind a canary; the next one is slow, is
/// refused in PASSIVE before any user met it, and is taken back.
final class Demo implements AutoCloseable {
    private static final String GREETING = "Hello from the corner shop";
    private static final String QUERY = "String query = exchange.getRequestURI().getQuery();";

    /// One request of twenty waits for something; no test of the app sees it.
    private static final String SLOW = """
            if (java.util.concurrent.ThreadLocalRandom.current().nextInt(20) == 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(2_000_000_000); // ask the price list again
            }
            """;

    /// A laptop serves so many a second beside all else.
    private static final double MOST_USERS = 550;
    private static final double AMPLE = 2;
    private static final double FIRST_USERS = 300;
    /// When nothing is on its way.
    private static final double QUIET_USERS = 100;
    /// Of a third of their sessions, for so long: PASSIVE will have to bear ten times that.
    private static final double RECORDED_SHARE = 1.0 / 3;

    private static final Duration RECORDED = Duration.ofSeconds(2);

    private final Screen screen;
    private final InstantSource clock;
    private final Installation installation;
    private final DemoRepository repository;
    private final Foreground foreground;
    private final Shell shell;
    private final Story story;
    private final ChangeStory changes;
    private final Claims claims;
    private final Team team;
    private Optional<SteadyClient> users = Optional.empty();

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
        this.claims = new Claims();
        this.changes = new ChangeStory(foreground.engine().controller(), screen);
        this.story = new Story(foreground.engine().controller(), installation.app(), screen);
        this.team = new Team(changes, story, installation.app(), repository, screen, claims);
    }

    /// Makes the repository in this empty folder, and starts controller and node for it.
    static Demo start(Path folder, Launch launch, Screen screen, SecureRandom random, InstantSource clock) {
        DemoRepository repository = DemoRepository.create(folder.resolve("shop"));
        Installation installation = Installation.at(repository.folder(), folder);
        screen.say("Starting controller and node for " + repository.folder() + " …");
        Foreground foreground = Foreground.start(installation, launch, Optional.of(Team.AUTHOR), random, clock);
        Team.enter(new PeopleStore(foreground.engine().git()), clock.instant());
        Shell shell = new Shell(repository.folder(), launch.java());
        return new Demo(screen, clock, installation, repository, shell, foreground);
    }

    private Controller controller() {
        return foreground.engine().controller();
    }

    private CommitId head() {
        return foreground.engine().git().fetch().trunk().orElseThrow();
    }

    /// Tells the whole story; true if git and HTTP show what it claims.
    boolean run() {
        screen.say(
                "Waiting times are short here and tolerances wide, so that it is soon over on a laptop; builds, checks,");
        screen.say("processes, traffic, judgements, tags and ledger are real. From the app's config:");
        repository.waits().forEach(line -> screen.aside("  " + line));
        CommitId first = head();
        screen.title("1. What is on trunk is adopted, built once, and becomes every environment's first release");
        story.until(
                "it is built",
                ledger -> !ledger.builds(installation.app()).releases().isEmpty());
        CommitId good = lands(first);
        ChangeNumber slow = slowly(good);
        SteadyClient client = comes();
        CommitId bad = follows(slow, good, first);
        CommitId revert = takesBack(good, refusal(good, bad));
        screen.title("6. Git tells what every environment runs");
        showGit();
        showLog();
        check(good, revert, client);
        return conclude();
    }

    /// Users come as soon as PRODUCTION serves somebody.
    private SteadyClient comes() {
        story.until(
                "PRODUCTION serves its first release",
                ledger -> story.runs(ledger, EnvironmentName.PRODUCTION).isPresent());
        SteadyClient client = new SteadyClient(story.address(EnvironmentName.PRODUCTION), FIRST_USERS);
        users = Optional.of(client);
        records();
        asAsked(client);
        return client;
    }

    /// What they ask is what PASSIVE will have to bear, several times over.
    private void records() {
        RecordCommand command = RecordCommand.byHand(
                new Slot(installation.app(), EnvironmentName.PRODUCTION),
                EnvironmentName.PRODUCTION.text(),
                RECORDED,
                Duration.ofHours(1),
                RECORDED_SHARE,
                List.of());
        boolean begun = new NodeRecording(installation.node(), clock).begin(command)
                        instanceof Reply.Known<RecordAnswer>(RecordAnswer answer)
                && answer.because().isEmpty();
        screen.event(
                "traffic",
                begun
                        ? "what a third of PRODUCTION's users ask is recorded for " + RECORDED.toSeconds()
                                + " s, anonymised before it is stored"
                        : "✕ nothing could be recorded");
    }

    /// While releases are on their way, as many users as a pass of both canaries takes, by what those of PRODUCTION
    /// do now, and as many again: a canary of two takes longer than its forecast, and an early one knows little.
    /// Afterwards fewer are enough.
    private void asAsked(SteadyClient client) {
        double asked = story.asked();
        double rate = Math.max(FIRST_USERS, Math.min(MOST_USERS, asked * AMPLE));
        story.follows(ledger -> client.rate(story.isUnderway(ledger) ? rate : QUIET_USERS));
        String forecast = Double.isInfinite(asked)
                ? "the forecast knows no number that lets a canary pass in its steps"
                : "the forecast asks for " + Math.round(asked);
        screen.event(
                "users",
                "ask PRODUCTION " + Math.round(rate) + " times a second while releases are on their way: " + forecast);
    }

    private CommitId lands(CommitId first) {
        screen.title(
                "2. Meanwhile a change is reviewed by two, checked on its merge result, tried in TEST, and lands as tested");
        ChangeNumber number = greets(first, "opening-hours", "shop, open until ten", "Greet with the opening hours");
        team.approvesAlone(number);
        waits(number);
        team.approves(number);
        team.tries(number, Team.AUTHOR);
        return team.landed(number);
    }

    private ChangeNumber greets(CommitId base, String branch, String greeting, String title) {
        return proposed(
                Team.AUTHOR,
                base,
                branch,
                new DemoRepository.Edit(GREETING, "Hello from the corner " + greeting),
                title);
    }

    private ChangeNumber proposed(Person author, CommitId base, String branch, DemoRepository.Edit edit, String title) {
        return changes.open(author, branch, repository.change(author, branch, base, edit, title), title);
    }

    private ChangeNumber slowly(CommitId good) {
        screen.title(
                "3. It enters on growing shares of what users ask; behind it comes one that is slow on 1 of 20 requests");
        ChangeNumber slow = proposed(
                Team.SECOND_AUTHOR,
                good,
                "price-list",
                new DemoRepository.Edit(QUERY, SLOW + QUERY),
                "Ask the price list again");
        team.tries(slow, Team.SECOND_AUTHOR);
        return slow;
    }

    /// Nobody but its author stands for it yet.
    private void waits(ChangeNumber number) {
        story.until("it waits for others", _ -> changes.why(number).startsWith("approval"));
        screen.event(number.toString(), "◐ " + changes.why(number));
        claims.add(
                number + " did not land before two others approved it",
                changes.landed(number).isEmpty());
    }

    /// While the good one goes its way, the slow one lands behind it. One that contradicts what landed is refused.
    private CommitId follows(ChangeNumber slow, CommitId good, CommitId first) {
        story.until("PASSIVE tries the good one", ledger -> story.isTried(ledger, EnvironmentName.PASSIVE, good));
        team.approves(slow);
        CommitId bad = team.landed(slow);
        ChangeNumber conflict = greets(first, "closing-hours", "shop, closed at ten", "Greet with the closing hours");
        story.until("the conflict is seen", _ -> changes.why(conflict).startsWith("conflict"));
        screen.event(conflict.toString(), "✕ " + changes.why(conflict));
        claims.add(conflict + " has not landed", changes.landed(conflict).isEmpty());
        return bad;
    }

    /// Its author takes it back at once, while others ask why.
    private ChangeStory.Opened refusal(CommitId good, CommitId bad) {
        story.until("it is rejected", ledger -> story.isRejected(ledger, EnvironmentName.PASSIVE, bad));
        ChangeStory.Opened revert = team.reverts(bad, "Ask the price list again", "slow on 1 of 20 requests");
        screen.title(
                "4. The slow one met copies of what PRODUCTION's users ask in PASSIVE, where no user is, and went no further");
        claims.add(
                "tag PASSIVE never left " + good.brief() + " for " + bad.brief(),
                repository.tag("PASSIVE").equals(List.of(good)) && !story.everRan(EnvironmentName.PASSIVE, bad));
        screen.say("  $ arelops why " + bad.brief());
        shell.arelops("why", bad.brief(), "--no-color").forEach(screen::printed);
        return revert;
    }

    private CommitId takesBack(CommitId good, ChangeStory.Opened opened) {
        screen.title("5. Its author takes it back, and the line moves on");
        ChangeNumber number = changes.tell(opened);
        team.approves(number);
        CommitId revert = team.landed(number);
        story.until(
                "BETA runs the revert, and the good one is settled in PRODUCTION",
                ledger -> story.runs(ledger, EnvironmentName.BETA).equals(Optional.of(revert))
                        && story.isSettled(ledger, EnvironmentName.PRODUCTION, good));
        return revert;
    }

    private void showGit() {
        screen.say("  $ git log --oneline --decorate");
        shell.git("log", "--oneline", "--decorate", "-n", "7", "main").forEach(line -> screen.say("  " + line));
    }

    private void showLog() {
        screen.say("");
        screen.say("  $ arelops log production");
        shell.arelops("log", "production", "--no-color").forEach(screen::printed);
    }

    /// What the story claims, looked up in git and over HTTP.
    private void check(CommitId good, CommitId revert, SteadyClient client) {
        screen.title("Checked in git and over HTTP");
        runs(EnvironmentName.BETA, revert);
        runs(EnvironmentName.PRODUCTION, good);
        claims.add(
                "what users had asked was sent to " + good.brief() + " in PASSIVE at 1x 2x 5x 10x, and it bore that",
                story.bore(EnvironmentName.PASSIVE));
        Verification verification =
                controller().ports().ledger().verify(controller().ports().git().fetch(), TagNames.plain());
        claims.add("the ledger verifies from its first entry on", verification.exitCode() == 0);
        claims.add(
                client.asked() + " requests of users to PRODUCTION, "
                        + client.failures().size() + " failed",
                client.failures().isEmpty());
        claims.show(screen);
        client.failures().stream().limit(3).forEach(screen::bad);
    }

    private void runs(EnvironmentName environment, CommitId commit) {
        String name = environment.upper();
        claims.add(
                "tag " + name + " is on " + commit.brief(), repository.tag(name).equals(List.of(commit)));
        String version = SteadyClient.askOnce(story.address(environment).resolve("/version"));
        claims.add(name + " answers with " + commit.brief(), version.contains(commit.hex()));
    }

    private boolean conclude() {
        Duration elapsed = screen.elapsed();
        long wrong = claims.wrong();
        screen.say("");
        screen.say((wrong == 0 ? "All of it held" : wrong + " claims did not hold") + ", after " + elapsed.toSeconds()
                + " s.");
        return wrong == 0;
    }

    /// What a newcomer can do next, in another terminal.
    ///
    /// @param path the folder to put on the `PATH` there; empty where a shell finds `arelops` by itself
    void invite(Optional<Path> path) {
        screen.title("Yours to break, in another terminal, while this one runs; users go on asking PRODUCTION");
        path.ifPresent(folder -> screen.say("  export PATH=" + folder + ":$PATH"));
        screen.say("  cd " + repository.folder());
        screen.hint("arelops open", "the line and the changes as pages in a browser");
        screen.hint("arelops status -w", "all of it, as it goes");
        screen.hint("arelops rollback production -m \"to see it\"", "a switch: the release before is still warm");
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
        users.ifPresent(SteadyClient::close);
        foreground.close();
        new Standstill(installation, clock).bring().left().forEach(one -> screen.bad("did not end: " + one));
        repository.close();
    }
}
