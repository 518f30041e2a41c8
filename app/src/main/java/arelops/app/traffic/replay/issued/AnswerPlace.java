package arelops.app.traffic.replay.issued;

import java.util.List;

/// Where in an answer a value is.
///
/// @param part which part of what is there
record AnswerPlace(Source source, Part part) implements Located {
    @Override
    public AnswerPlace place() {
        return this;
    }

    /// What is looked at.
    sealed interface Source {
        /// A cookie that it sets.
        record Cookie(String name) implements Source {}

        /// A header, by its name in lower case.
        record Header(String name) implements Source {}

        /// A value in JSON: `name` leads into an object, `[3]` into an array.
        record Json(List<String> path) implements Source {
            /// Copies.
            public Json {
                path = List.copyOf(path);
            }
        }

        /// A hidden field or a `meta` of a page.
        record Page(String name) implements Source {}
    }

    /// The whole value, or a part of the address that it is.
    sealed interface Part {
        /// All of it.
        record Whole() implements Part {}

        /// A segment of the path, from 0.
        record Segment(int number) implements Part {}

        /// A value of the query.
        record Query(String name) implements Part {}
    }

    private static final Part ALL = new Part.Whole();

    static AnswerPlace whole(Source source) {
        return new AnswerPlace(source, ALL);
    }
}
