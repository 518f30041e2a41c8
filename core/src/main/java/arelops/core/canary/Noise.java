package arelops.core.canary;

/// How much of a window's evidence is believed when an arm's level wanders by itself from window to window.
///
/// The requests of one window share the arm's level of that window, so a thousand of them do not tell
/// a thousand times as much as one. A likelihood ratio to a power below one keeps its guarantee
/// (Jensen's inequality), and weighs the window as if its variance were that of the counts and of the
/// noise of both arms together.
final class Noise {
    private Noise() {}

    /// @param information how much the window tells about a logarithm of odds, were there no noise
    /// @param sd the noise of one arm on that scale
    static double weight(double information, double sd) {
        return 1 / (1 + information * 2 * sd * sd);
    }
}
