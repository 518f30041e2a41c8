package arelops.core.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// A pattern of a CODEOWNERS file, and which paths it matches: those of gitignore, without `!` and
/// `[ ]`, and with `docs/*` for the files right in `docs` alone.
///
/// Written by hand instead of as a regular expression: whatever the pattern and the path, it takes
/// at most as many steps as the product of their lengths, times a constant. Case counts, as it does
/// in git.
public final class PathPattern {
    private static final String ANYTHING = "*";
    private static final String ANY_DEPTH = "**";

    /// A step of a pattern: what one step of a path must be, or any number of steps.
    private sealed interface Step {
        /// Any number of steps of a path, none too.
        record AnyDepth() implements Step {}

        /// One step of a path; `wild` are the places of `text` that stand for more than themselves.
        record Glob(String text, BitSet wild) implements Step {
            private static final Glob ANYTHING = new Glob("*", bits(0));

            private boolean is(String written) {
                return text.equals(written) && wild.cardinality() == text.length();
            }

            private boolean isLiteral() {
                return wild.isEmpty();
            }

            private boolean isStar(int at) {
                return at < text.length() && wild.get(at) && text.charAt(at) == '*';
            }

            private boolean isAnyOne(int at) {
                return at < text.length() && wild.get(at) && text.charAt(at) == '?';
            }

            private boolean isChar(int at, char c) {
                return at < text.length() && !wild.get(at) && text.charAt(at) == c;
            }

            /// Greedy, and back to the last star alone: an earlier star could only give what the
            /// last can give too.
            private boolean matches(CharSequence path, int from, int to) {
                int here = 0;
                int there = from;
                int star = -1;
                int mark = from;
                while (there < to) {
                    if (isStar(here)) {
                        star = here++;
                        mark = there;
                    } else if (isAnyOne(here)) {
                        here++;
                        there = after(path, there, to);
                    } else if (isChar(here, path.charAt(there))) {
                        here++;
                        there++;
                    } else if (star >= 0) {
                        mark = after(path, mark, to);
                        here = star + 1;
                        there = mark;
                    } else {
                        return false;
                    }
                }
                while (isStar(here)) {
                    here++;
                }
                return here == text.length() && from < to;
            }

            /// The place after one character, of one or two code units.
            private static int after(CharSequence path, int at, int to) {
                boolean pair = at + 1 < to
                        && Character.isHighSurrogate(path.charAt(at))
                        && Character.isLowSurrogate(path.charAt(at + 1));
                return pair ? at + 2 : at + 1;
            }

            private static BitSet bits(int first) {
                BitSet bits = new BitSet();
                bits.set(first);
                return bits;
            }
        }
    }

    private final String written;
    private final List<Step> steps;
    private final Optional<String> named;

    private PathPattern(String written, List<Step> steps, Optional<String> named) {
        this.written = written;
        this.steps = List.copyOf(steps);
        this.named = named;
    }

    /// Reads a pattern as it is written.
    ///
    /// @throws IllegalArgumentException where it is none; the message says why
    public static PathPattern parse(String written) {
        List<Step.Glob> globs = globs(written);
        boolean atTop = globs.getFirst().text().isEmpty();
        boolean folder = globs.getLast().text().isEmpty();
        int first = atTop ? 1 : 0;
        List<Step.Glob> inner = globs.subList(first, Math.max(first, globs.size() - (folder ? 1 : 0)));
        if (inner.isEmpty() || inner.stream().anyMatch(glob -> glob.text().isEmpty())) {
            throw new IllegalArgumentException("the pattern has an empty step, so it matches nothing");
        }
        List<Step> steps = new ArrayList<>();
        if (!atTop && inner.size() == 1 && !inner.getFirst().is(ANY_DEPTH)) {
            steps.add(new Step.AnyDepth());
        }
        for (Step.Glob glob : inner) {
            steps.add(glob.is(ANY_DEPTH) ? new Step.AnyDepth() : glob);
        }
        Step.Glob last = inner.getLast();
        if (folder || last.is(ANY_DEPTH)) {
            // What is in a folder, at any depth, but not the folder.
            steps.add(Step.Glob.ANYTHING);
            steps.add(new Step.AnyDepth());
        } else if (!last.is(ANYTHING)) {
            // A file of that name, or what is in a folder of that name.
            steps.add(new Step.AnyDepth());
        }
        boolean spelt = !folder && last.isLiteral();
        return new PathPattern(written, steps, spelt ? Optional.of(last.text()) : Optional.empty());
    }

    /// The steps of a pattern, with its escapes taken out.
    private static List<Step.Glob> globs(String written) {
        if (written.startsWith("!")) {
            throw new IllegalArgumentException("a pattern cannot be turned round with !");
        }
        if (written.contains("***")) {
            throw new IllegalArgumentException("three stars in a row mean nothing");
        }
        List<Step.Glob> globs = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        BitSet wild = new BitSet();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '/') {
                globs.add(new Step.Glob(text.toString(), wild));
                text = new StringBuilder();
                wild = new BitSet();
                continue;
            }
            if (c == '[') {
                throw new IllegalArgumentException("[ ] is not read as a range; write \\[ for the character itself");
            }
            if (c == '\\') {
                i++;
                if (i == written.length()) {
                    throw new IllegalArgumentException("the pattern ends with a single \\");
                }
                c = written.charAt(i);
            } else if (c == '*' || c == '?') {
                wild.set(text.length());
            }
            text.append(c);
        }
        globs.add(new Step.Glob(text.toString(), wild));
        return globs;
    }

    /// Whether the pattern spells out the name of the file that the path ends with.
    public boolean names(String path) {
        return named.filter(path.substring(path.lastIndexOf('/') + 1)::equals).isPresent();
    }

    public boolean matches(CharSequence path) {
        return matches(path, ends(path));
    }

    /// The same, for a path that is tried with many patterns.
    ///
    /// @param ends its [#ends]
    boolean matches(CharSequence path, int[] ends) {
        int step = 0;
        int at = 0;
        int any = -1;
        int mark = 0;
        while (at < ends.length) {
            if (step < steps.size() && steps.get(step) instanceof Step.AnyDepth) {
                any = step++;
                mark = at;
            } else if (step < steps.size() && matches(steps.get(step), path, ends, at)) {
                step++;
                at++;
            } else if (any >= 0) {
                step = any + 1;
                at = ++mark;
            } else {
                return false;
            }
        }
        while (step < steps.size() && steps.get(step) instanceof Step.AnyDepth) {
            step++;
        }
        return step == steps.size();
    }

    private static boolean matches(Step step, CharSequence path, int[] ends, int at) {
        return switch (step) {
            case Step.AnyDepth _ -> true;
            case Step.Glob glob -> glob.matches(path, at == 0 ? 0 : ends[at - 1] + 1, ends[at]);
        };
    }

    /// Where the steps of a path end.
    static int[] ends(CharSequence path) {
        int[] ends = new int[8];
        int count = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                ends = count == ends.length ? Arrays.copyOf(ends, count * 2) : ends;
                ends[count++] = i;
            }
        }
        return Arrays.copyOf(ends, count);
    }

    /// As it is written in the file.
    @Override
    public String toString() {
        return written;
    }
}
