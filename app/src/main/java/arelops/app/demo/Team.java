package arelops.app.demo;

import arelops.app.git.GitIdentity;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.reconcile.ChangeDesk;
import arelops.core.change.ChangeAnswer;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeEvent;
import arelops.core.change.SignOff;
import arelops.core.evidence.Actor;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who works on the demo's app, and how they bring a change onto trunk.
final class Team {
    static final Person AUTHOR = new Person(new PersonName("dev-1"), Role.ADMIN, List.of("dev-1@example.org"));
    static final Person SECOND_AUTHOR =
            new Person(new PersonName("dev-2"), Role.DEVELOPER, List.of("dev-2@example.org"));
    private static final Person FIRST_REVIEWER = new Person(new PersonName("rev-1"), Role.OPERATOR, List.of());
    private static final Person SECOND_REVIEWER = new Person(new PersonName("rev-2"), Role.REVIEWER, List.of());
    private static final Person TESTER = new Person(new PersonName("qa-1"), Role.QA, List.of());
    private static final ChangeCommand APPROVE =
            new ChangeCommand.Review(ChangeEvent.Verdict.APPROVED, Optional.empty(), "looks good");

    private final ChangeStory changes;
    private final Story story;
    private final AppName app;
    private final DemoRepository repository;
    private final Screen screen;
    private final Claims claims;

    Team(ChangeStory changes, Story story, AppName app, DemoRepository repository, Screen screen, Claims claims) {
        this.changes = changes;
        this.story = story;
        this.app = app;
        this.repository = repository;
        this.screen = screen;
        this.claims = claims;
    }

    /// Enters all but the first author, who is there from the start.
    static void enter(PeopleStore people, Instant now) {
        List.of(SECOND_AUTHOR, FIRST_REVIEWER, SECOND_REVIEWER, TESTER)
                .forEach(person -> people.add(person, new Actor.Person(AUTHOR.name()), now));
    }

    /// Two others approve it.
    void approves(ChangeNumber number) {
        changes.say(FIRST_REVIEWER, number, APPROVE);
        changes.say(SECOND_REVIEWER, number, APPROVE);
    }

    /// Its author approves it as well, in vain.
    void approvesAlone(ChangeNumber number) {
        claims.add(
                "nobody approves their own change",
                changes.say(AUTHOR, number, APPROVE) instanceof ChangeAnswer.Refused);
    }

    /// Its author and a tester try it in TEST, and are content.
    void tries(ChangeNumber number, Person author) {
        story.until("TEST serves", _ -> changes.test(number, app).isPresent());
        URI test = changes.test(number, app).orElseThrow();
        String tag = "TEST/pr-" + number.value();
        screen.event("TEST", number + " is at " + test + ", tag " + tag);
        claims.add("tag " + tag + " was there", !repository.tag(tag).isEmpty());
        changes.say(author, number, new ChangeCommand.Sign(SignOff.Trade.DEVELOPER, Optional.empty()));
        changes.say(TESTER, number, new ChangeCommand.Sign(SignOff.Trade.QA, Optional.empty()));
    }

    /// Waits until it is on trunk.
    CommitId landed(ChangeNumber number) {
        story.until("it has landed", _ -> changes.landed(number).isPresent());
        CommitId landed = changes.landed(number).orElseThrow();
        screen.event("trunk", number + " landed: " + landed.brief() + " is the very commit that was tested");
        claims.add(
                number + " landed as the merge result that its checks ran on",
                changes.is(number, state -> state.trial(landed).isPresent()));
        return landed;
    }

    /// The author proposes to take a commit of trunk back.
    ChangeStory.Opened reverts(CommitId commit, String title, String because) {
        return changes.revert(
                SECOND_AUTHOR,
                new ChangeDesk.Undo(
                        commit,
                        title,
                        new GitIdentity("dev-2", SECOND_AUTHOR.emails().getFirst())),
                because);
    }
}
