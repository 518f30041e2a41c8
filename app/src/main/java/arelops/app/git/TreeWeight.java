package arelops.app.git;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/// What a tree comes to when it is unfolded, found out without unfolding it: ten small objects can name thousands
/// of millions of files, and whoever lists those is never done. Also whether its names and their order are such as
/// git writes them; a merge would make anything of others.
final class TreeWeight {
    /// More than an export may write, so nothing of such a commit could ever be checked.
    private static final int MOST_FILES = ExportLimits.USUAL.files();

    private static final int LONGEST_PATH = 4_000;
    private static final int LONGEST_NAME = 255;
    /// Whoever merges or lists a tree calls itself for each folder in a folder, and a stack is not endless.
    private static final int DEEPEST = 500;
    private static final int LARGEST_TREE = 64 << 20;
    private static final int REMEMBERED = 100_000;
    private static final int ENOUGH = 1_000_000_000;

    private final ObjectChecker checker = new ObjectChecker().setAllowLeadingZeroFileMode(true);
    private final Map<ObjectId, Weight> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectId, Weight> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// @param longest bytes of the longest path in it
    /// @param deep how many folders are in each other
    /// @param harm what is wrong in it; empty where nothing is
    private record Weight(int files, int longest, int deep, String harm) {
        static final Weight OF_FILE = new Weight(1, 0, 0, "");
    }

    /// A tree of which some entries were counted.
    private static final class Counting {
        private final ObjectId tree;
        private final int name;
        private final CanonicalTreeParser entries = new CanonicalTreeParser();
        private int files;
        private int longest;
        private int deep;
        private String harm = "";

        Counting(ObjectReader reader, ObjectChecker checker, ObjectId tree, int name) throws IOException {
            this.tree = tree;
            this.name = name;
            byte[] raw = reader.open(tree, Constants.OBJ_TREE).getCachedBytes(LARGEST_TREE);
            try {
                checker.checkTree(tree, raw);
                entries.reset(raw);
            } catch (CorruptObjectException e) {
                harm = "a folder in it is none that git would write (" + CleanCopy.shown(String.valueOf(e.getMessage()))
                        + ")";
                entries.reset(new byte[0]);
            }
        }

        void add(int length, Weight inside) {
            files = Math.min(ENOUGH, files + inside.files);
            longest = Math.max(longest, Math.min(ENOUGH, length + 1 + inside.longest));
            deep = Math.max(deep, inside.deep + 1);
            if (harm.isEmpty()) {
                harm = length > LONGEST_NAME
                        ? "a name in it has more than " + LONGEST_NAME + " bytes, which no disk takes"
                        : inside.harm;
            }
        }
    }

    /// Why a commit with this tree is not to be listed or merged, in the second half of a sentence.
    synchronized Optional<String> problem(ObjectReader reader, AnyObjectId root) throws IOException {
        Optional<Weight> weight = weigh(reader, root.copy());
        if (weight.isEmpty() || weight.get().deep > DEEPEST) {
            return Optional.of("its folders are more than " + DEEPEST + " deep");
        }
        if (!weight.get().harm.isEmpty()) {
            return Optional.of(weight.get().harm);
        }
        if (weight.get().files > MOST_FILES) {
            return Optional.of("it has more than " + MOST_FILES + " files");
        }
        return weight.get().longest > LONGEST_PATH
                ? Optional.of("it has a path of more than " + LONGEST_PATH + " bytes")
                : Optional.empty();
    }

    /// Empty for one that is deeper than anything sensible. What is remembered of a tree is what it comes to by
    /// itself, wherever it was met.
    private Optional<Weight> weigh(ObjectReader reader, ObjectId root) throws IOException {
        Optional<Weight> before = Optional.ofNullable(known.get(root));
        if (before.isPresent()) {
            return before;
        }
        Deque<Counting> open = new ArrayDeque<>();
        open.push(new Counting(reader, checker, root, 0));
        while (open.size() <= DEEPEST) {
            Counting here = open.peek();
            if (here == null) {
                throw new IllegalStateException("the root ends the loop");
            }
            if (here.entries.eof()) {
                Weight whole = new Weight(here.files, here.longest, here.deep, here.harm);
                known.put(here.tree, whole);
                open.pop();
                Counting above = open.peek();
                if (above == null) {
                    return Optional.of(whole);
                }
                above.add(here.name, whole);
            } else {
                entry(reader, here).ifPresent(open::push);
            }
        }
        return Optional.empty();
    }

    /// Counts the next entry; gives a folder that must be counted first.
    private Optional<Counting> entry(ObjectReader reader, Counting here) throws IOException {
        int length = here.entries.getNameLength();
        boolean folder = FileMode.TREE.equals(here.entries.getEntryRawMode());
        ObjectId id = here.entries.getEntryObjectId();
        here.entries.next(1);
        if (!folder) {
            here.add(length, Weight.OF_FILE);
            return Optional.empty();
        }
        Weight inside = known.get(id);
        if (inside == null) {
            return Optional.of(new Counting(reader, checker, id, length));
        }
        here.add(length, inside);
        return Optional.empty();
    }
}
