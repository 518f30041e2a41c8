package arelops.core.change;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A CODEOWNERS file: who owns which paths. It is read as GitHub reads it: the last pattern that
/// matches a path names its owners; a pattern without owners says that nobody owns it; a line that
/// is none is left out.
///
/// Besides, `\` takes the meaning from the character after it, also from `#` and a space, as GitLab
/// has it. Source: GitHub's documentation, "About code owners"; gitignore(5) for the patterns.
///
/// @param rules the lines that are rules, first line first
/// @param problems what is wrong in other lines
public record CodeOwners(List<Rule> rules, List<Problem> problems) {
    /// The largest file that GitHub reads.
    static final int MOST_BYTES = 3 * 1024 * 1024;

    static final int MOST_LINES = 50_000;

    /// As long as a path may be on Linux.
    static final int LONGEST_PATTERN = 4_096;

    private static final int MOST_OWNERS = 100;
    private static final int SHOWN = 60;
    private static final Pattern NAME = Pattern.compile("@[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern GROUP =
            Pattern.compile("@[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9._-]{1,100}){1,20}");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>]{1,64}@[^\\s@<>]{1,190}");
    private static final Pattern SECTION = Pattern.compile("\\^?\\[[^]]*].*");

    /// One line: a pattern and its owners, none where nobody owns what it matches.
    ///
    /// @param line counted from 1
    public record Rule(int line, PathPattern pattern, List<Owner> owners) {
        public Rule {
            owners = List.copyOf(owners);
        }
    }

    /// Who owns: by the names of this file, which need not be names of accounts.
    public sealed interface Owner {
        /// `@name`: a group of the config, or a person.
        record Name(String text) implements Owner {}

        /// `@org/group`: a group of the config by its last part.
        record Group(String text) implements Owner {}

        /// The e-mail address of an account.
        record Address(String text) implements Owner {}
    }

    /// Something wrong in the file.
    ///
    /// @param line counted from 1; 0 where the whole file cannot be used
    public record Problem(int line, String sentence) {}

    public CodeOwners {
        rules = List.copyOf(rules);
        problems = List.copyOf(problems);
    }

    /// Whether anything can be said by this file at all.
    public boolean isUsable() {
        return problems.stream().noneMatch(problem -> problem.line() == 0);
    }

    /// The rule for a path, written as git does (`docs/a.md`): the last that matches. It may name
    /// no owner.
    public Optional<Rule> rule(String path) {
        int[] ends = PathPattern.ends(path);
        for (Rule rule : rules.reversed()) {
            if (rule.pattern().matches(path, ends)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /// The owners of this very file: those of its rule, where that spells out the file's name.
    /// Whoever owns `*` was not named for it.
    public List<Owner> namedFor(String path) {
        return rule(path)
                .filter(rule -> rule.pattern().names(path))
                .map(Rule::owners)
                .orElse(List.of());
    }

    /// Reads the file, whatever is in it.
    public static CodeOwners parse(String text) {
        if (text.length() > MOST_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return unusable("CODEOWNERS is larger than 3 MB");
        }
        String[] lines = text.split("\r?\n", -1);
        if (lines.length > MOST_LINES) {
            return unusable("CODEOWNERS has more than " + MOST_LINES + " lines");
        }
        List<Rule> rules = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            try {
                read(i + 1, i == 0 && lines[0].startsWith("\uFEFF") ? lines[0].substring(1) : lines[i])
                        .ifPresent(rules::add);
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(i + 1, String.valueOf(e.getMessage())));
            }
        }
        return new CodeOwners(rules, problems);
    }

    private static CodeOwners unusable(String because) {
        return new CodeOwners(List.of(), List.of(new Problem(0, because)));
    }

    private static Optional<Rule> read(int line, String text) {
        List<String> words = words(text);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String pattern = words.getFirst();
        if (SECTION.matcher(pattern).matches()) {
            throw new IllegalArgumentException("sections are not read, so this line is left out: " + cut(text));
        }
        if (pattern.length() > LONGEST_PATTERN) {
            throw new IllegalArgumentException("a pattern has at most " + LONGEST_PATTERN + " characters");
        }
        PathPattern read = PathPattern.parse(pattern);
        if (words.size() - 1 > MOST_OWNERS) {
            throw new IllegalArgumentException("a line names at most " + MOST_OWNERS + " owners");
        }
        return Optional.of(new Rule(
                line, read, words.stream().skip(1).map(CodeOwners::owner).toList()));
    }

    /// The words of a line up to its comment; an escaped space does not end one.
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= line.length(); i++) {
            boolean gap =
                    i == line.length() || line.charAt(i) == ' ' || line.charAt(i) == '\t' || line.charAt(i) == '\r';
            if (gap && from >= 0) {
                words.add(line.substring(from, i));
                from = -1;
            } else if (!gap && from < 0) {
                if (line.charAt(i) == '#') {
                    return words;
                }
                from = i;
            }
            if (!gap && line.charAt(i) == '\\' && i + 1 < line.length()) {
                i++;
            }
        }
        return words;
    }

    private static Owner owner(String word) {
        if (NAME.matcher(word).matches()) {
            return new Owner.Name(word.substring(1).toLowerCase(Locale.ROOT));
        }
        if (GROUP.matcher(word).matches()) {
            return new Owner.Group(word.substring(word.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
        }
        if (ADDRESS.matcher(word).matches()) {
            return new Owner.Address(word.toLowerCase(Locale.ROOT));
        }
        throw new IllegalArgumentException("not an owner, so this line is left out: '" + cut(word)
                + "'. Write @name, @org/group or an e-mail address");
    }

    private static String cut(String text) {
        return Words.printable(text, SHOWN);
    }
}
