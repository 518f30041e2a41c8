package arelops.app.forge;

import arelops.core.id.PersonName;
import arelops.core.release.Role;

/// Whoever is at the door with a token that is known.
public record Guest(PersonName name, Role role) {}
