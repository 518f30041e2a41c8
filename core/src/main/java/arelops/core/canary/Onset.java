package arelops.core.canary;

/// Since when a measure has been worse: the start of the stretch that speaks most for it (Page's
/// cumulative sum).
///
/// It decides nothing; it tells people which windows to compare.
///
/// @param since the first window of the stretch; 0 where there is none
/// @param score how much the stretch speaks for being worse
record Onset(int since, double score) {
    static Onset none() {
        return new Onset(0, 0);
    }

    Onset next(int window, double gain) {
        double sum = score + gain;
        return sum <= 0 ? none() : new Onset(since == 0 ? window : since, sum);
    }

    /// What belongs to the stretch once this window's part is added to what was there.
    boolean begins(int window) {
        return since == window;
    }

    boolean isOpen() {
        return since > 0;
    }
}
