package arelops.app.web;

import arelops.app.fault.Fault;
import arelops.app.forge.Guest;
import arelops.app.people.People;
import arelops.app.people.Person;
import arelops.app.reconcile.Observed;
import arelops.core.id.PersonName;
import java.util.Optional;

/// Tells who asks, by the token (REL-4).
final class Visitors {
    private static final String SCHEME = "Bearer ";

    private final Engine engine;
    private final Accounts accounts;

    Visitors(Engine engine, Accounts accounts) {
        this.engine = engine;
        this.accounts = accounts;
    }

    /// The person whose token is in the `Authorization` header; faults where there is none.
    Person of(Optional<String> authorization) {
        Optional<PersonName> name = authorization
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .flatMap(accounts.tokens()::owner);
        if (name.isEmpty()) {
            throw notSignedIn(
                    authorization.isEmpty()
                            ? "Nobody is signed in"
                            : "This token is not known here, was taken back, or is over");
        }
        return people().named(name.get())
                .orElseThrow(() -> notSignedIn("The account of " + name.get() + " is no more"));
    }

    /// Whoever owns this token, for git.
    Optional<Guest> guest(String token) {
        return accounts.tokens()
                .owner(token)
                .flatMap(people()::named)
                .map(person -> new Guest(person.name(), person.role()));
    }

    private static Fault notSignedIn(String message) {
        return new Fault(
                Fault.Kind.NOT_ALLOWED,
                "auth.missing",
                message,
                "Set ARELOPS_TOKEN to your token; an admin makes one: arelops people token NAME, or for somebody new"
                        + " arelops people add NAME --role ROLE.");
    }

    /// The accounts as the last look saw them.
    People people() {
        return engine.board()
                .observed()
                .map(Observed::refs)
                .map(accounts.people()::at)
                .orElseGet(accounts.people()::known);
    }
}
