package arelops.core.evidence;

import arelops.core.id.PersonName;

/// Who caused an entry: the automation, or a person.
public sealed interface Actor {
    /// ARelOps itself. `controller` tells the running controllers of one repository apart.
    record Automation(String controller) implements Actor {
        @Override
        public String toString() {
            return "arelops/" + controller;
        }
    }

    record Person(PersonName name) implements Actor {
        @Override
        public String toString() {
            return name.toString();
        }
    }

    /// Reads what `toString` wrote: `@name` or `arelops/controller`.
    static Actor parse(String written) {
        if (written.startsWith("@")) {
            return new Person(PersonName.parse(written));
        }
        if (written.startsWith("arelops/")) {
            return new Automation(written.substring("arelops/".length()));
        }
        throw new IllegalArgumentException("neither @name nor arelops/controller: " + written);
    }
}
