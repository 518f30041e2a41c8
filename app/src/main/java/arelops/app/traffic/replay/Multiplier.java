package arelops.app.traffic.replay;

/// How a recording becomes more traffic than it was.
public sealed interface Multiplier {
    /// All of it in less time: gaps and think times shrink, so caches and time limits see another
    /// world.
    ///
    /// @param factor 1 keeps the recorded gaps; 10 sends ten times as fast
    record Compressed(double factor) implements Multiplier {
        /// Checks that time goes on.
        public Compressed {
            if (!(factor > 0) || Double.isInfinite(factor)) {
                throw new IllegalArgumentException("a factor of " + factor);
            }
        }
    }

    /// Each session `copies` times as sessions of their own, at the recorded gaps. Each copy but the
    /// first begins up to a second later.
    ///
    /// @param seed of how much later each copy begins
    record Cloned(int copies, long seed, Identities identities) implements Multiplier {
        /// Copies that are more traffic of the same users, not more users.
        public Cloned(int copies, long seed) {
            this(copies, seed, new Identities.Same());
        }

        /// Checks that there is one.
        public Cloned {
            if (copies < 1) {
                throw new IllegalArgumentException(copies + " copies");
            }
        }
    }

    /// As recorded.
    static Multiplier none() {
        return new Compressed(1);
    }
}
