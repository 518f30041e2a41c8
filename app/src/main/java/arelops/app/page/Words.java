package arelops.app.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A sentence cut where it names commits, which are written as such.
///
/// @param commit whether it is the short name of one
public record Words(String text, boolean commit) {
    private static final Pattern SHORT = Pattern.compile("\\b(?=[a-f]*[0-9])[0-9a-f]{7}\\b");

    public static List<Words> of(String sentence) {
        List<Words> words = new ArrayList<>();
        Matcher commit = SHORT.matcher(sentence);
        int done = 0;
        while (commit.find()) {
            words.add(new Words(sentence.substring(done, commit.start()), false));
            words.add(new Words(commit.group(), true));
            done = commit.end();
        }
        words.add(new Words(sentence.substring(done), false));
        return words.stream().filter(one -> !one.text().isEmpty()).toList();
    }
}
