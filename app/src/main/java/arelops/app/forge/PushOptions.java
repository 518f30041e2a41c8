package arelops.app.forge;

import arelops.core.id.ChangeNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `git push -o ...` says of a proposal.
record PushOptions(Optional<ChangeNumber> change, Wishes wishes) {
    static final String ALL = "title=TEXT, description=TEXT, draft, change=N, label=NAME, urgent";

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_LABEL = 50;

    /// Reads them all.
    ///
    /// @throws IllegalArgumentException with a sentence, for one that is not known or makes no sense
    static PushOptions read(List<String> options) {
        Optional<ChangeNumber> change = Optional.empty();
        Optional<String> title = Optional.empty();
        List<String> description = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        boolean draft = false;
        for (String option : options) {
            int at = option.indexOf('=');
            String name = at < 0 ? option : option.substring(0, at);
            String value = at < 0 ? "" : option.substring(at + 1).strip();
            switch (name) {
                case "title" -> title = Optional.of(line("title", value, LONGEST_TITLE));
                case "description" -> description.add(value);
                case "change" -> change = Optional.of(ChangeNumber.parse(value));
                case "label" -> labels.add(line("label", value, LONGEST_LABEL));
                case "draft" -> draft = bare(option, at);
                case "urgent" -> labels.add(bare(option, at) ? "urgent" : "");
                default ->
                    throw new IllegalArgumentException("there is no push option '" + PushScreen.safe(name) + "'");
            }
        }
        Optional<String> text = Optional.of(String.join("\n\n", description)).filter(said -> !said.isBlank());
        return new PushOptions(change, new Wishes(title, text, draft, labels));
    }

    private static boolean bare(String option, int at) {
        if (at >= 0) {
            throw new IllegalArgumentException("the push option '" + PushScreen.safe(option) + "' takes no value");
        }
        return true;
    }

    private static String line(String name, String value, int longest) {
        if (value.isEmpty() || value.length() > longest || !value.equals(PushScreen.safe(value))) {
            throw new IllegalArgumentException(
                    "the push option " + name + " is one line of 1 to " + longest + " characters");
        }
        return value;
    }
}
