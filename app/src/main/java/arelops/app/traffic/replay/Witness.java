package arelops.app.traffic.replay;

/// Is given each whole answer, and told of each request without one.
///
/// It is called on the threads that send, by one at a time of each: whoever takes long holds them up.
public interface Witness {
    /// Nobody: bodies are thrown away as they come.
    Witness NOBODY = new Witness() {
        @Override
        public boolean wantsAnswers() {
            return false;
        }

        @Override
        public void answered(Received answer) {}

        @Override
        public void failed(long number) {}
    };

    /// Whether answers are kept at all.
    default boolean wantsAnswers() {
        return true;
    }

    /// A whole answer has come.
    void answered(Received answer);

    /// No whole answer will come.
    ///
    /// @param number of the send in its replay; the same in two replays of one recording by one plan
    void failed(long number);
}
