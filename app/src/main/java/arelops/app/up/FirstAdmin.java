package arelops.app.up;

import arelops.app.fault.Fault;
import arelops.app.people.Changed;
import arelops.app.people.People;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.TokenStore;
import arelops.core.evidence.Actor;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Makes the person who starts ARelOps here the first admin, and keeps their token where their commands find it.
final class FirstAdmin {
    private final Installation installation;
    private final TokenFile file;
    private final TokenStore tokens;
    private final InstantSource clock;

    FirstAdmin(Installation installation, TokenStore tokens, InstantSource clock) {
        this.installation = installation;
        this.file = new TokenFile(installation);
        this.tokens = tokens;
        this.clock = clock;
    }

    /// Makes sure that the token file holds a token that is known; for an account that is there, or for a first one.
    PersonName ensure(PeopleStore store, Optional<Person> starter) {
        Optional<PersonName> known = file.read().flatMap(tokens::owner);
        People people = store.read();
        if (known.filter(name -> people.named(name).isPresent()).isPresent()) {
            return known.get();
        }
        Person person = starter.orElseGet(() -> new Person(new PersonName("admin"), Role.ADMIN, List.of()));
        if (people.all().isEmpty()) {
            Changed changed = store.add(
                    new Person(person.name(), Role.ADMIN, person.emails()),
                    new Actor.Automation("up"),
                    clock.instant());
            if (changed instanceof Changed.Refused refused) {
                throw new Fault(Fault.Kind.REFUSED, "people.first", refused.because(), refused.mend());
            }
        } else if (people.named(person.name()).isEmpty()) {
            throw new Fault(
                    Fault.Kind.NOT_ALLOWED,
                    "people.unknown",
                    "This repository has its people, and " + person.name() + " is none of them",
                    "An admin adds them: arelops people add " + person.name().text() + "; then put the token into "
                            + installation.tokenFile() + ".");
        }
        file.write(tokens.issue(person.name(), Optional.empty()));
        return person.name();
    }
}
