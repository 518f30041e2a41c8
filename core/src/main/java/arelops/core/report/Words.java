package arelops.core.report;

import java.util.List;

/// How counts and names are put into a sentence.
final class Words {
    private static final int SHOWN = 5;

    private Words() {}

    static String tests(long count) {
        return count + (count == 1 ? " test" : " tests");
    }

    static String findings(long count) {
        return count + (count == 1 ? " finding" : " findings");
    }

    /// Some of the names, after a colon, and how many there are besides.
    static String some(List<String> names, long all) {
        return names.isEmpty() ? "" : ": " + first(names, SHOWN) + besides(all - Math.min(SHOWN, names.size()));
    }

    /// What trunk does not know first, as that is what the commit did.
    static String freshAndKnown(List<String> fresh, List<String> known) {
        String old = known.isEmpty() ? "" : "on trunk, too" + some(known, known.size());
        if (fresh.isEmpty()) {
            return ", all " + old;
        }
        return ", " + fresh.size() + " of them new" + some(fresh, fresh.size())
                + (known.isEmpty() ? "" : "; " + known.size() + " " + old);
    }

    private static String first(List<String> names, int count) {
        return String.join(", ", names.subList(0, Math.min(count, names.size())));
    }

    private static String besides(long more) {
        return more <= 0 ? "" : " and " + more + " more";
    }
}
