package arelops.app.git;

import org.eclipse.jgit.lib.ObjectInserter;

/// A merger closes the inserter that it was given; ours is used once more after it.
final class SharedInserter extends ObjectInserter.Filter {
    private final ObjectInserter into;

    SharedInserter(ObjectInserter into) {
        this.into = into;
    }

    @Override
    protected ObjectInserter delegate() {
        return into;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
