package arelops.app.people;

import arelops.core.release.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Roles as people write them: in lower case.
public final class RoleText {
    private RoleText() {}

    public static String of(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /// The role of this name; empty where there is none.
    public static Optional<Role> parse(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> of(role).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /// All roles, for messages.
    public static String all() {
        return String.join(", ", Arrays.stream(Role.values()).map(RoleText::of).toList());
    }
}
