package arelops.app.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the story claims, each with whether it holds: shown together at its end.
final class Claims {
    private final Map<String, Boolean> claims = new LinkedHashMap<>();

    void add(String claim, boolean holds) {
        claims.put(claim, holds);
    }

    void show(Screen screen) {
        claims.forEach((claim, holds) -> {
            if (holds) {
                screen.good(claim);
            } else {
                screen.bad("not so: " + claim);
            }
        });
    }

    /// How many do not hold.
    long wrong() {
        return claims.values().stream().filter(holds -> !holds).count();
    }
}
