package arelops.bench.traffic;

import arelops.app.Main;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Locale;

/// The program, which says at its end how much of its heap it has used.
final class Metered {
    private static final double MEBI = 1024 * 1024;
    private static final String OLD = "Tenured";

    private Metered() {}

    /// With the arguments of `arelops`.
    public static void main(String[] arguments) {
        tellAtTheEnd();
        Main.main(arguments);
    }

    /// Has it told when this process ends.
    static void tellAtTheEnd() {
        long began = System.nanoTime();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(told(began))));
    }

    private static String told(long began) {
        double peak = 0;
        double living = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                peak += used(pool.getPeakUsage());
                living += pool.getName().startsWith(OLD) ? used(pool.getCollectionUsage()) : 0;
            }
        }
        long collecting = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        return String.format(
                Locale.ROOT,
                "    heap: %.0f MiB at most of %.0f, with garbage; %.0f MiB after the last full collection;"
                        + " %.1f s of collections; %.0f s, %.0f s of a processor",
                peak,
                (double) Runtime.getRuntime().maxMemory() / MEBI,
                living,
                (double) collecting / 1e3,
                (double) (System.nanoTime() - began) / 1e9,
                Processor.ofThis());
    }

    private static double used(MemoryUsage usage) {
        return (double) usage.getUsed() / MEBI;
    }
}
