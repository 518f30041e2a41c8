package arelops.app.cli;

import arelops.core.id.EnvironmentName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The TEST environment of a change, as people write it: `pr-7`, `test/7` or its tag `TEST/pr-7`.
///
/// @param change the number of the change
record TestName(int change) {
    private static final Pattern WRITTEN = Pattern.compile("(?:(?:test/)?pr-|test/)([1-9]\\d{0,8})");

    /// What a word names; empty if it is something else.
    static Optional<TestName> of(String word) {
        Matcher matcher = WRITTEN.matcher(word.toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(new TestName(Integer.parseInt(matcher.group(1)))) : Optional.empty();
    }

    /// As slots have it.
    EnvironmentName environment() {
        return new EnvironmentName("pr-" + change);
    }
}
