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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Makes the person who starts ARelOps here the first admin, and keeps their token where their commands find it.
final class FirstAdmin {
    private final Installation installation;
    private final TokenStore tokens;
    private final InstantSource clock;

    FirstAdmin(Installation installation, TokenStore tokens, InstantSource clock) {
        this.installation = installation;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// Makes sure that the token file holds a token that is known; for an account that is there, or for a first one.
    PersonName ensure(PeopleStore store, Optional<Person> starter) {
        Optional<PersonName> known = read().flatMap(tokens::owner);
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
        write(tokens.issue(person.name(), Optional.empty()));
        return person.name();
    }

    private Optional<String> read() {
        try {
            return Files.exists(installation.tokenFile())
                    ? Optional.of(Files.readString(installation.tokenFile()).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void write(String token) {
        Path file = installation.tokenFile();
        try {
            Path fresh = Files.createTempFile(
                    installation.data(),
                    ".token",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, token + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Fault unwritable(IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "token.file",
                "Cannot keep the token in " + installation.tokenFile() + ": " + e.getMessage(),
                "Make the folder writable, with room on the disk.",
                e);
    }
}
