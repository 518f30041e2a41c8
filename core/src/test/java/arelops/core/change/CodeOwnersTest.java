package arelops.core.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.core.change.CodeOwners.Owner;
import arelops.core.change.CodeOwners.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// CHG-3: who owns what, by a CODEOWNERS file.
class CodeOwnersTest {
    private static final long SEED = 20260601;
    private static final int TRIES = 100_000;

    /// The examples of GitHub's documentation, with names of our own.
    private static final CodeOwners DOCUMENTED = CodeOwners.parse("""
            # Who owns what, unless a later line says otherwise.
            *       @all-1 @all-2

            *.js    @js #This is an inline comment.
            *.go docs@example.com
            *.txt @org/texts
            /build/logs/ @logs
            docs/*  docs@example.com
            apps/ @apps
            /docs/ @docs
            /scripts/ @docs @apps
            **/nested @nested
            /vendor/ @vendor
            /vendor/free
            /vendor/paid @paid
            """);

    private static String owners(CodeOwners file, String path) {
        return String.join(
                " ",
                file.rule(path).map(CodeOwners.Rule::owners).orElse(List.of()).stream()
                        .map(owner -> switch (owner) {
                            case Owner.Name name -> "@" + name.text();
                            case Owner.Group group -> "group:" + group.text();
                            case Owner.Address address -> address.text();
                        })
                        .toList());
    }

    @ParameterizedTest
    @DisplayName("CHG-3: CODEOWNERS is read as GitHub documents it: the last pattern that matches names the owners")
    @CsvSource({
        "README.md, @all-1 @all-2",
        "deep/down/README.md, @all-1 @all-2",
        "main.js, @js",
        "src/deep/main.js, @js",
        "src/main.go, docs@example.com",
        "notes/a.txt, group:texts",
        "build/logs/today, @logs",
        "build/logs/deep/today, @logs",
        "other/build/logs/today, @all-1 @all-2",
        "docs/getting-started.md, @docs",
        "docs/build-app/troubleshooting.md, @docs",
        "apps/a, @apps",
        "some/where/apps/deep/a.js, @apps",
        "scripts/run, @docs @apps",
        "build/nested/a, @nested",
        "a/nested, @nested",
        "nested, @nested",
        "vendor/a, @vendor",
        "vendor/free/a, ''",
        "vendor/free, ''",
        "vendor/paid/a, @paid",
    })
    void documented(String path, String owners) {
        assertThat(DOCUMENTED.problems()).isEmpty();
        assertThat(owners(DOCUMENTED, path)).isEqualTo(owners);
    }

    @ParameterizedTest
    @DisplayName("CHG-3: a pattern of CODEOWNERS matches as one of gitignore; docs/* is not for what is deeper")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a        | a a/b b/a b/a/c                    | aa b a.txt b/a.txt",
                "/a       | a a/b a/b/c                        | aa b/a b/a/c",
                "a/       | a/b a/b/c b/a/c b/a/c/d            | a b/a",
                "/a/      | a/b a/b/c                          | a b/a b/a/c",
                "a/b      | a/b a/b/c                          | a/bb c/a/b c/a/b/d",
                "/a/b     | a/b a/b/c                          | a/bb c/a/b",
                "a/b/     | a/b/c a/b/c/d                      | a/b c/a/b c/a/b/d",
                "*        | a a/b a/b/c                        | \"\"",
                "/*       | a b                                | a/b a/b/c",
                "*/       | a/b a/b/c                          | a",
                "/*/      | a/b a/b/c                          | a",
                "a*       | a ab a/b ab/c c/a c/ab/d           | b ca c/ca",
                "a*/      | a/b ab/c c/ab/d                    | a ab c/a",
                "docs/*   | docs/a docs/a.md                   | docs docs/a/b x/docs/a",
                "docs/*.md| docs/a.md docs/a.md/b              | docs/a/b.md docs/a",
                "a/*/c    | a/b/c a/b/c/d                      | a/c a/b/b/c",
                "a?c      | abc a.c x/abc                      | ac abbc a/c",
                "**/a/b   | a/b x/a/b x/y/a/b/c                | a/x/b x/a/x/b",
                "**/*b*   | b a/b a/abc a/x/cb x/b/y           | a x/y",
                "a/**     | a/b a/b/c                          | a x/a/b",
                "a/**/c   | a/c a/b/c a/b/b/c a/c/d a/b/c/d    | a/b x/a/c",
                "a/**/    | a/b a/b/c                          | a",
                "a/**/b*/c| a/b/c a/x/bb/c a/x/y/b/c/d         | a/c a/x/c",
                "**       | a a/b                              | \"\"",
                "**/      | a a/b                              | \"\"",
                "a**b     | ab axb axxb                        | a/b ax/b",
                "a\\*b    | a*b                                | aab ab",
                "a\\?b    | a?b                                | axb",
                "\\#a     | #a x/#a                            | a",
                "\\!a     | !a                                 | a",
                "\\[a]    | [a]                                | a",
                "A        | A                                  | a",
                "a#b      | a#b                                | a",
            })
    void patterns(String pattern, String matching, String others) {
        PathPattern read = PathPattern.parse(pattern);
        assertThat(matching.split(" ", -1)).allMatch(read::matches);
        assertThat(others.split(" ", -1)).noneMatch(read::matches);
    }

    @Test
    @DisplayName("CHG-3: a line of CODEOWNERS that is none is named with its number and left out; the others hold")
    void problems() {
        CodeOwners file = CodeOwners.parse("""
                \uFEFF* @ann
                !a @bob
                [Section][2] @bob
                ^[Optional]
                a[bc] @bob
                a @bob nobody
                a @
                a @bob <b@x>
                / @bob
                a//b @bob
                a*** @bob
                a\\
                \\# @cat\r
                with\\ space @Cat @org/sub/Team\tCat@Example.org
                """);

        assertThat(file.isUsable()).isTrue();
        assertThat(file.problems()).extracting(Problem::line).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(file.problems().get(1).sentence())
                .startsWith("sections are not read, so this line is left out: [Sec");
        assertThat(file.problems().get(4).sentence())
                .isEqualTo(
                        "not an owner, so this line is left out: 'nobody'. Write @name, @org/group or an e-mail address");
        assertThat(owners(file, "a")).isEqualTo("@ann");
        assertThat(owners(file, "#")).isEqualTo("@cat");
        assertThat(owners(file, "with space")).isEqualTo("@cat group:team cat@example.org");
        assertThat(file.rule("a").orElseThrow().line()).isEqualTo(1);
    }

    @Test
    @DisplayName("CHG-3: a CODEOWNERS file that is too large is not read at all, and says so")
    void too_large() {
        String many = "a @b\n".repeat(CodeOwners.MOST_LINES);
        assertThat(CodeOwners.parse("#".repeat(CodeOwners.MOST_BYTES)).isUsable())
                .isTrue();
        assertThat(CodeOwners.parse("#".repeat(CodeOwners.MOST_BYTES + 1)).problems())
                .containsExactly(new Problem(0, "CODEOWNERS is larger than 3 MB"));
        assertThat(CodeOwners.parse("#" + "\u00e4".repeat(CodeOwners.MOST_BYTES / 2))
                        .isUsable())
                .as("bytes count, not characters")
                .isFalse();
        assertThat(CodeOwners.parse(many.strip()).rules()).hasSize(CodeOwners.MOST_LINES);
        assertThat(CodeOwners.parse(many + many).isUsable()).isFalse();
        assertThat(CodeOwners.parse("a".repeat(CodeOwners.LONGEST_PATTERN)).rules())
                .hasSize(1);
        assertThat(CodeOwners.parse("a".repeat(CodeOwners.LONGEST_PATTERN + 1)).problems())
                .hasSize(1);
        assertThat(CodeOwners.parse("a" + " @b".repeat(100)).rules()).hasSize(1);
        assertThat(CodeOwners.parse("a" + " @b".repeat(101)).problems()).hasSize(1);
        assertThat(CodeOwners.parse("").rules()).isEmpty();
    }

    @Test
    @DisplayName("CHG-4: the owner of a file is named for it only where a pattern spells its name out")
    void named_for() {
        String config = ".arelops.yaml";
        Stream.of("/.arelops.yaml @ann", ".arelops.yaml @ann", "**/.arelops.yaml @ann")
                .forEach(line -> assertThat(CodeOwners.parse("* @bob\n" + line).namedFor(config))
                        .as(line)
                        .containsExactly(new Owner.Name("ann")));
        Stream.of("* @ann", ".arelops.* @ann", "/.arelops.yaml/ @ann", ".arelops.yaml @ann\n* @bob", ".arelops.yaml")
                .forEach(lines -> assertThat(CodeOwners.parse(lines).namedFor(config))
                        .as(lines)
                        .isEmpty());
        assertThat(CodeOwners.parse("ops @ann").namedFor("ops/.arelops.yaml"))
                .as("its folder is not it")
                .isEmpty();
        assertThat(CodeOwners.parse("ops/.arelops.yaml @ann").namedFor("ops/.arelops.yaml"))
                .hasSize(1);
    }

    @Test
    @DisplayName("CHG-3: whatever a path is made of, it is matched, and cannot write on a screen")
    void odd_paths() {
        CodeOwners file = CodeOwners.parse("a?c @ann\n*.js @bob\n/\u00fc/* @cat\n");
        assertThat(owners(file, "a\nc")).isEqualTo("@ann");
        assertThat(owners(file, "a\uD83D\uDE00c"))
                .as("one character of two code units")
                .isEqualTo("@ann");
        assertThat(owners(file, "a\uD83Dc")).as("half a character").isEqualTo("@ann");
        assertThat(owners(file, "\u0000\u001b[31m.js")).isEqualTo("@bob");
        assertThat(owners(file, "\u00fc/\uFFFD\uFFFF")).isEqualTo("@cat");
        assertThat(file.rule("")).isEmpty();
        assertThat(file.rule("//")).isEmpty();
        assertThat(Words.printable("a\u001b[31m\u202e\nb\uD83D\uDE00\uD83D", 80))
                .isEqualTo("a?[31m??b\uD83D\uDE00?");
        assertThat(Words.printable("abcdef", 3)).isEqualTo("abc...");
        assertThat(Words.printable("abc", 3)).isEqualTo("abc");
        assertThat(PathPattern.parse("/a b").toString()).isEqualTo("/a b");
    }

    /// A path that counts how often somebody looks at a character of it.
    private static final class Watched implements CharSequence {
        private final String text;
        private long looks;

        Watched(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static boolean matches(String pattern, String path) {
        Watched watched = new Watched(path);
        boolean matches = PathPattern.parse(pattern).matches(watched);
        assertThat(watched.looks)
                .as("looks of %s at %s", pattern, path)
                .isLessThanOrEqualTo(4L * (pattern.length() + 2) * (path.length() + 2));
        return matches;
    }

    private static String random(Random random, String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        for (int left = 1 + random.nextInt(longest); left > 0; left--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    @DisplayName("CHG-3: 100,000 random patterns match what a slow matcher by the definition matches, in bounded steps")
    void as_the_definition() {
        Random random = new Random(SEED);
        int read = 0;
        int matched = 0;
        for (int i = 0; i < TRIES; i++) {
            String pattern = random(random, "ab/**?/a*", 10);
            List<String> paths = new ArrayList<>();
            for (int n = 0; n < 5; n++) {
                paths.add(random(random, "aabb/", 9));
            }
            try {
                PathPattern.parse(pattern);
            } catch (IllegalArgumentException e) {
                assertThat(SlowPattern.isPattern(pattern)).as(pattern).isFalse();
                continue;
            }
            read++;
            assertThat(SlowPattern.isPattern(pattern)).as(pattern).isTrue();
            for (String path : paths.stream().filter(SlowPattern::isPath).toList()) {
                boolean matches = matches(pattern, path);
                matched += matches ? 1 : 0;
                assertThat(matches).as("%s on %s", pattern, path).isEqualTo(new SlowPattern(pattern).matches(path));
            }
        }
        assertThat(read).isGreaterThan(40_000);
        assertThat(matched).isGreaterThan(20_000);
    }

    @Test
    @DisplayName("CHG-3: patterns that are made to be slow are not")
    void made_to_be_slow() {
        String stars = "a*".repeat(1_000) + "b";
        String deep = "**/a/".repeat(800) + "b";
        assertThat(matches(stars, "a".repeat(4_000))).isFalse();
        assertThat(matches(stars, "a".repeat(3_999) + "b")).isTrue();
        assertThat(matches(deep, "a/".repeat(2_000) + "c")).isFalse();
        assertThat(matches(deep, "a/".repeat(2_000) + "b")).isTrue();
        assertThat(matches("**/*a*a*a*a/".repeat(60) + "b", "aaaaaaaaaaaaaaaaaa/".repeat(200)))
                .isFalse();
        assertThat(matches("?*".repeat(500), "\uD83D\uDE00".repeat(499))).isFalse();
        assertThat(matches("?*".repeat(500), "\uD83D\uDE00".repeat(500))).isTrue();
    }

    @Test
    @DisplayName("CHG-3: whatever is in a CODEOWNERS file, each line is a rule, a comment or a problem")
    void any_text() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            String text = random(random, "a*?/[]!#\\@ \t\r\n^x.\u00e4\uD83D\uDE00\u0000", 60);
            CodeOwners file = CodeOwners.parse(text);
            assertThat(file.rules().size() + file.problems().size()).isLessThanOrEqualTo(text.split("\n", -1).length);
            file.rule(random(random, "a/\u0000.\u00e4\uD83D", 20));
        }
        assertThatThrownBy(() -> PathPattern.parse("")).isInstanceOf(IllegalArgumentException.class);
    }
}
