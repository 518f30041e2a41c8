package arelops.core.queue;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// What one commit touches, with the modules as numbers: who depends on whom is asked very often.
final class Reach {
    private final boolean everything;
    private final BitSet modules;

    private Reach(boolean everything, BitSet modules) {
        this.everything = everything;
        this.modules = modules;
    }

    boolean meets(Reach other) {
        return everything || other.everything || modules.intersects(other.modules);
    }

    /// The numbers of the modules within one plan.
    static final class Numbers {
        private final Map<String, Integer> numbers = new HashMap<>();

        Reach of(Touched touched) {
            return switch (touched) {
                case Touched.Everything() -> new Reach(true, new BitSet());
                case Touched.Modules modules -> {
                    BitSet bits = new BitSet();
                    modules.names().forEach(name -> bits.set(numbers.computeIfAbsent(name, key -> numbers.size())));
                    yield new Reach(false, bits);
                }
            };
        }
    }
}
