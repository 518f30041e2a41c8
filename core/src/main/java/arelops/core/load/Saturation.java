package arelops.core.load;

import arelops.core.policy.ByteSize;
import arelops.core.policy.Percent;
import java.util.Locale;

/// How much of its machine an app took in a step.
public sealed interface Saturation {
    /// As the target told.
    ///
    /// @param cpu what the app's processes used on average, in hundredths of a core
    /// @param memory the most that they had at once, in bytes
    /// @param machine what everything on the machine used on average, in hundredths of a core
    /// @param cores of the machine
    record Known(long cpu, long memory, long machine, int cores) implements Saturation {
        private static final double HUNDRED = 100;
        private static final int MIB = 20;

        /// Whether the app used more than this share of the machine's cores.
        public boolean isAbove(Percent most) {
            return (double) cpu > most.value().doubleValue() * (double) cores;
        }

        /// Whether the app had more than this in memory.
        public boolean isAbove(ByteSize most) {
            return memory > most.bytes();
        }

        String cpuWords() {
            return String.format(Locale.ROOT, "%.2f of %d cores", (double) cpu / HUNDRED, cores);
        }

        String memoryWords() {
            return String.format(Locale.ROOT, "%,d MiB", memory >> MIB);
        }
    }

    /// It could not be told, which is not little.
    record Unknown(String because) implements Saturation {}
}
