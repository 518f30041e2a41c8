package arelops.app.node;

import arelops.testkit.Patience;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for real processes: looks again and again until it is so, or fails after a generous time.
public final class Eventually {
    private Eventually() {}

    public static void until(String what, BooleanSupplier so) {
        Patience.until(what, so);
    }

    public static <T> T get(String what, Supplier<Optional<T>> look) {
        AtomicReference<Optional<T>> found = new AtomicReference<>(Optional.empty());
        Patience.until(what, () -> {
            found.set(look.get());
            return found.get().isPresent();
        });
        return found.get().orElseThrow();
    }
}
