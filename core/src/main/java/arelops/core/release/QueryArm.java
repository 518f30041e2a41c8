package arelops.core.release;

import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// One arm of a canary, as a query asks about it.
///
/// @param role which of them it is
/// @param token under which its deployment was started
public record QueryArm(Slot slot, Role role, Release release, long token) {
    /// What an arm is called.
    public enum Role {
        CANARY,
        /// Started beside it to be compared with.
        BASELINE,
        /// What serves, where there is no baseline of its own.
        STABLE
    }

    /// The query for this arm and a window of this length.
    public String fill(String query, Duration window) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("$DEPLOYMENT", deployment());
        values.put("$WINDOW", window.toMillis() + "ms");
        values.put("$ROLE", name());
        values.put("$APP", slot.app().text());
        values.put("$ENV", slot.environment().text());
        values.put("$SHA", release.commit().hex());
        String filled = query;
        for (Map.Entry<String, String> one : values.entrySet()) {
            filled = filled.replace(one.getKey(), one.getValue());
        }
        return filled;
    }

    /// What it is called in sentences.
    public String name() {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /// With what the `$INSTANCE` of each of its processes begins, up to the number.
    private String deployment() {
        return slot.app() + "-" + slot.environment() + "-r" + release.number() + "-t" + token;
    }
}
