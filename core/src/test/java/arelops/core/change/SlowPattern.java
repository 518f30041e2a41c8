package arelops.core.change;

import java.util.List;

/// A pattern by the words of gitignore(5), tried out by recursion: for the comparison with
/// [PathPattern] alone.
///
/// A path is matched when the pattern fits it, or a folder that it is in; with a slash at the end
/// only a folder that it is in; with a lone star at the end only the path itself. A pattern of one
/// step fits by the last name alone.
record SlowPattern(String written) {
    static boolean isPath(String path) {
        return !path.startsWith("/") && !path.endsWith("/") && !path.contains("//");
    }

    static boolean isPattern(String written) {
        return !written.contains("//") && !written.equals("/") && !written.contains("***");
    }

    boolean matches(String path) {
        boolean top = written.startsWith("/");
        boolean folder = written.endsWith("/");
        String bare = written.substring(top ? 1 : 0, written.length() - (folder ? 1 : 0));
        List<String> steps = List.of(bare.split("/", -1));
        boolean anywhere = !top && steps.size() == 1 && !steps.getFirst().equals("**");
        List<String> names = List.of(path.split("/", -1));
        boolean itselfAlone = steps.getLast().equals("*") || steps.getLast().equals("**");
        int first = folder ? 0 : itselfAlone ? names.size() : 1;
        int last = folder ? names.size() - 1 : names.size();
        for (int length = first; length <= last; length++) {
            List<String> place = names.subList(0, length);
            boolean fits = anywhere ? length > 0 && one(steps.getFirst(), place.getLast()) : fits(steps, place, folder);
            if (fits) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(List<String> steps, List<String> names, boolean folder) {
        if (steps.isEmpty()) {
            return names.isEmpty();
        }
        List<String> rest = steps.subList(1, steps.size());
        if (steps.getFirst().equals("**")) {
            boolean none = (!rest.isEmpty() || folder) && fits(rest, names, folder);
            boolean some = !names.isEmpty()
                    && (fits(steps, names.subList(1, names.size()), folder)
                            || fits(rest, names.subList(1, names.size()), folder));
            return none || some;
        }
        return !names.isEmpty()
                && one(steps.getFirst(), names.getFirst())
                && fits(rest, names.subList(1, names.size()), folder);
    }

    private static boolean one(String step, String name) {
        if (step.isEmpty()) {
            return name.isEmpty();
        }
        char c = step.charAt(0);
        if (c == '*') {
            return one(step.substring(1), name) || (!name.isEmpty() && one(step, name.substring(1)));
        }
        return !name.isEmpty() && (c == '?' || c == name.charAt(0)) && one(step.substring(1), name.substring(1));
    }
}
