package arelops.core.difference;

import java.util.function.Supplier;

/// Is told where two answers differ.
interface Differences {
    /// At a place, in a way; the texts are valid until the next pair is compared.
    void differ(Aspect aspect, CharSequence place, Supplier<String> base, Supplier<String> other);
}
