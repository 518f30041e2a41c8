package arelops.app.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where in the file each key's value stands.
final class Origins {
    private final Map<String, Place> places = new HashMap<>();

    void note(String path, Place place) {
        places.put(path, place);
    }

    Optional<Place> of(String path) {
        return Optional.ofNullable(places.get(path));
    }

    /// The place of this key, or of the nearest key above it that the file has.
    Place nearest(String path) {
        String key = path;
        while (!key.isEmpty()) {
            Place place = places.get(key);
            if (place != null) {
                return place;
            }
            key = key.substring(0, Math.max(0, key.lastIndexOf('.')));
        }
        return Place.START;
    }
}
