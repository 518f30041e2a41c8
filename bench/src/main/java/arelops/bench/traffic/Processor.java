package arelops.bench.traffic;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Seconds of a core that were used: unlike what a clock says they do not tell how busy the machine was with others.
final class Processor {
    /// Of /proc/self/stat behind the name of the program, see proc(5).
    private static final int CHILDREN_USER = 13;

    private static final int CHILDREN_SYSTEM = 14;
    private static final double TICKS = 100;

    private Processor() {}

    /// By this process so far.
    static double ofThis() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return (double) system.getProcessCpuTime() / 1e9;
    }

    /// By processes that this one has started, and that have ended.
    static double ofChildren() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (Double.parseDouble(fields.get(CHILDREN_USER)) + Double.parseDouble(fields.get(CHILDREN_SYSTEM)))
                / TICKS;
    }
}
