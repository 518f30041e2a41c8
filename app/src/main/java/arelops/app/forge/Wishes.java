package arelops.app.forge;

import java.util.List;
import java.util.Optional;

/// What a proposal says about the change by push options; what is not said is left as it is.
///
/// @param draft whether it is not to be reviewed yet
/// @param labels in the order given; `-o urgent` is the label `urgent`
public record Wishes(Optional<String> title, Optional<String> description, boolean draft, List<String> labels) {
    public static final Wishes NONE = new Wishes(Optional.empty(), Optional.empty(), false, List.of());

    public Wishes {
        labels = List.copyOf(labels);
    }
}
