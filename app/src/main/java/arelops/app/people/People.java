package arelops.app.people;

import arelops.core.evidence.Json;
import arelops.core.evidence.JsonReader;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All accounts of a repository, by name.
public record People(List<Person> all) {
    public static final People NONE = new People(List.of());

    public People {
        all = all.stream().sorted(Comparator.comparing(Person::name)).toList();
        if (all.stream().map(Person::name).distinct().count() != all.size()) {
            throw new IllegalArgumentException("two accounts with one name");
        }
    }

    public Optional<Person> named(PersonName name) {
        return all.stream().filter(person -> person.name().equals(name)).findFirst();
    }

    People with(Person person) {
        return new People(Stream.concat(
                        all.stream().filter(other -> !other.name().equals(person.name())), Stream.of(person))
                .toList());
    }

    boolean hasAdmin() {
        return all.stream().anyMatch(person -> person.role() == Role.ADMIN);
    }

    /// The one text of these accounts: canonical JSON, `people.json`.
    String canonical() {
        List<Json> people = new ArrayList<>();
        for (Person person : all) {
            Map<String, Json> values = new TreeMap<>(Map.of(
                    "name", new Json.Text(person.name().text()),
                    "role", new Json.Text(RoleText.of(person.role())),
                    "emails",
                            new Json.Items(person.emails().stream()
                                    .<Json>map(Json.Text::new)
                                    .toList())));
            if (person.kind() == Person.Kind.BOT) {
                values.put("bot", new Json.Flag(true));
            }
            people.add(members(values));
        }
        return members(Map.of("v", new Json.Whole(1), "people", new Json.Items(people)))
                .canonical();
    }

    private static Json.Members members(Map<String, Json> values) {
        return new Json.Members(new TreeMap<>(values));
    }

    /// Reads accounts back.
    ///
    /// @throws IllegalArgumentException when the text is not what [#canonical()] writes
    static People parse(String text) {
        if (!(JsonReader.read(text) instanceof Json.Members root)
                || !(root.values().get("people") instanceof Json.Items people)) {
            throw new IllegalArgumentException("there is no list of people in it");
        }
        return new People(people.values().stream().map(People::person).toList());
    }

    private static Person person(Json json) {
        if (json instanceof Json.Members one
                && one.values().get("name") instanceof Json.Text name
                && one.values().get("role") instanceof Json.Text role
                && one.values().get("emails") instanceof Json.Items emails) {
            Role known = RoleText.parse(role.value())
                    .orElseThrow(() -> new IllegalArgumentException("there is no role " + role.value()));
            List<String> addresses = emails.values().stream()
                    .map(email -> email instanceof Json.Text address ? address.value() : "")
                    .toList();
            boolean bot = one.values().get("bot") instanceof Json.Flag flag && flag.value();
            return new Person(
                    new PersonName(name.value()), known, addresses, bot ? Person.Kind.BOT : Person.Kind.HUMAN);
        }
        throw new IllegalArgumentException("a person has name, role and emails");
    }
}
