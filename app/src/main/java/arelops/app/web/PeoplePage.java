package arelops.app.web;

import arelops.app.fault.Fault;
import arelops.app.people.Changed;
import arelops.app.people.People;
import arelops.app.people.Person;
import arelops.app.people.RoleText;
import arelops.core.evidence.Actor;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The accounts: everybody may read them, an admin changes them.
final class PeoplePage {
    private static final Logger LOG = LoggerFactory.getLogger(PeoplePage.class);

    private final Visitors visitors;
    private final Accounts accounts;
    private final InstantSource clock;

    PeoplePage(Visitors visitors, Accounts accounts, InstantSource clock) {
        this.visitors = visitors;
        this.accounts = accounts;
        this.clock = clock;
    }

    static void mustBe(Role role, Person person) {
        if (person.role() != role) {
            throw new Fault(
                    Fault.Kind.NOT_ALLOWED,
                    "role.missing",
                    person.name() + " may not do this as " + RoleText.of(person.role()),
                    "Ask an " + RoleText.of(role) + ": arelops people list.");
        }
    }

    ObjectNode me(Person person) {
        return write(JsonNodeFactory.instance.objectNode().put("v", 1), person);
    }

    private static ObjectNode write(ObjectNode out, Person person) {
        out.put("name", person.name().text()).put("role", RoleText.of(person.role()));
        var emails = out.putArray("emails");
        person.emails().forEach(emails::add);
        if (person.kind() == Person.Kind.BOT) {
            out.put("bot", true);
        }
        return out;
    }

    ObjectNode list() {
        return list(visitors.people());
    }

    private static ObjectNode list(People people) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        var list = out.putArray("people");
        people.all().forEach(person -> write(list.addObject(), person));
        return out;
    }

    /// Adds a person, and makes their token: it is shown in this answer and never again.
    Sent add(Question question) {
        mustBe(Role.ADMIN, question.by());
        Person person = person(question.body());
        Changed changed =
                accounts.people().add(person, new Actor.Person(question.by().name()), clock.instant());
        return answer(
                changed,
                () -> write(JsonNodeFactory.instance.objectNode().put("v", 1), person)
                        .put("token", accounts.tokens().issue(person.name(), Optional.empty()))
                        .put(
                                "invitation",
                                SignInDoor.path(accounts.tokens().invitations().issue(person.name())))
                        .put("sentence", person.name() + " is added as " + RoleText.of(person.role())));
    }

    Sent role(Question question) {
        mustBe(Role.ADMIN, question.by());
        PersonName name = name(question.part(1));
        Role role = role(question.body());
        Changed changed = accounts.people()
                .changeRole(name, role, new Actor.Person(question.by().name()), clock.instant());
        return answer(
                changed,
                () -> JsonNodeFactory.instance
                        .objectNode()
                        .put("v", 1)
                        .put("name", name.text())
                        .put("role", RoleText.of(role))
                        .put("sentence", name + " is " + RoleText.of(role) + " now"));
    }

    /// A link by which the person signs in once, shown in this answer and never again.
    Sent invite(Question question) {
        PersonName name = ownOrAdmin(question);
        LOG.info("{} made a sign-in link for {}", question.by().name(), name);
        return Sent.ok(JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("name", name.text())
                .put(
                        "invitation",
                        SignInDoor.path(accounts.tokens().invitations().issue(name)))
                .put("sentence", "a link that signs " + name + " in once, within 24 hours"));
    }

    /// A new token, shown in this answer and never again; the earlier ones are void, unless they are to be kept.
    Sent token(Question question) {
        PersonName name = ownOrAdmin(question);
        boolean keep = question.body().path("keep").asBoolean(false);
        if (!keep) {
            accounts.tokens().invitations().revoke(name);
        }
        String token = keep
                ? accounts.tokens().issue(name, Optional.empty())
                : accounts.tokens().replace(name);
        String others = keep ? "earlier ones go on" : "earlier ones are void";
        LOG.info("{} made a new token for {}; {}", question.by().name(), name, others);
        return Sent.ok(JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("name", name.text())
                .put("token", token)
                .put("sentence", name + " has a new token; " + others));
    }

    /// Makes all tokens of a person void.
    Sent revoke(Question question) {
        PersonName name = ownOrAdmin(question);
        accounts.tokens().revoke(name);
        accounts.tokens().invitations().revoke(name);
        LOG.info("{} took back the tokens of {}", question.by().name(), name);
        return Sent.ok(JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("name", name.text())
                .put("sentence", "the tokens of " + name + " are void; the account stays, with its role"));
    }

    /// Tokens are a matter of the person and of admins.
    private PersonName ownOrAdmin(Question question) {
        PersonName name = name(question.part(1));
        if (!question.by().name().equals(name)) {
            mustBe(Role.ADMIN, question.by());
        }
        if (visitors.people().named(name).isEmpty()) {
            throw Question.unknown("Nobody is called " + name.text(), "See arelops people list.");
        }
        return name;
    }

    private interface Body {
        ObjectNode write();
    }

    private static Sent answer(Changed changed, Body body) {
        return switch (changed) {
            case Changed.Done _ -> Sent.ok(body.write());
            case Changed.Refused refused ->
                Sent.error(new Fault(Fault.Kind.REFUSED, "people.refused", refused.because(), refused.mend()));
        };
    }

    private static Person person(JsonNode body) {
        List<String> emails = new ArrayList<>();
        body.path("emails").forEach(email -> emails.add(email.asText()));
        try {
            boolean bot = body.path("bot").asBoolean(false);
            return new Person(
                    name(body.path("name").asText("")), role(body), emails, bot ? Person.Kind.BOT : Person.Kind.HUMAN);
        } catch (IllegalArgumentException e) {
            throw Question.input(String.valueOf(e.getMessage()), "For example: ann@example.org.");
        }
    }

    private static PersonName name(String text) {
        try {
            return PersonName.parse(text);
        } catch (IllegalArgumentException e) {
            throw Question.input("'" + text + "' is no name of a person", "Write it like ann or ben-lee.");
        }
    }

    private static Role role(JsonNode body) {
        String text = body.path("role").asText("");
        return RoleText.parse(text)
                .orElseThrow(() -> Question.input(
                        text.isEmpty() ? "The role is missing" : "There is no role '" + text + "'",
                        "Write one of " + RoleText.all() + "."));
    }
}
