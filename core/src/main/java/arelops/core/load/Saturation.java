package arelops.core.load;

/// How much of its machine an app took in a step.
public sealed interface Saturation {
    /// As the target told.
    ///
    /// @param cpu what the app's processes used on average, in hundredths of a core
    /// @param memory the most that they had at once, in bytes
    /// @param machine what everything on the machine used on average, in hundredths of a core
    /// @param cores of the machine
    record Known(long cpu, long memory, long machine, int cores) implements Saturation {}

    /// It could not be told, which is not little.
    record Unknown(String because) implements Saturation {}
}
