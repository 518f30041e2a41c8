package arelops.core.evidence;

/// An entry contradicts what the ledger said before it; a ledger that holds one was not written by this program.
public final class IllegalTransition extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public IllegalTransition(String because) {
        super(because);
    }

    static void unless(boolean legal, String because) {
        if (!legal) {
            throw new IllegalTransition(because);
        }
    }
}
