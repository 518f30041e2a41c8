package arelops.app.config;

import arelops.core.policy.Problem;

/// The text of a config file, to show the line of a problem.
record SourceText(String file, String text) {
    ConfigProblem problem(Place place, String path, String message, String mend) {
        return new ConfigProblem(file, place, line(place.line()), new Problem(path, message, mend));
    }

    String line(int number) {
        return text.lines().skip(Math.max(0, number - 1)).findFirst().orElse("");
    }

    int widthFrom(int line, int column) {
        String source = line(line);
        return source.codePointCount(0, source.length()) - column + 1;
    }

    /// Where this character stands first.
    Place placeOf(int codePoint) {
        int index = text.indexOf(codePoint);
        if (index < 0) {
            return Place.START;
        }
        int start = text.lastIndexOf('\n', index) + 1;
        int line = 1
                + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        return new Place(line, text.codePointCount(start, index) + 1, 1);
    }
}
