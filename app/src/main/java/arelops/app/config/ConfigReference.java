package arelops.app.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The reference page of `.arelops.yaml`, made from the table of keys.
public final class ConfigReference {
    private final StringBuilder page = new StringBuilder();

    private ConfigReference() {}

    /// The page in Markdown.
    public static String text() {
        ConfigReference reference = new ConfigReference();
        reference.page.append("""
                # Reference: `.arelops.yaml`

                Made from the table of keys that the program reads the file with; a test keeps the two equal.

                No file is needed: every key has a default, and build, run and tests are detected. Rules are read from
                trunk's head; recipes (`build`, `run`, `health`, `artifact`, the commands of checks and acceptance) from
                the commit that they act on. An unknown key is an error. Keys marked *later* are not in this release:
                they are read, shown as not performed in the evidence of each promotion, and block nothing.

                """);
        reference.keys("", ConfigKeys.ROOT.keys());
        reference.forms();
        return reference.page.toString();
    }

    private void keys(String path, List<Shape.Key> keys) {
        page.append(path.isEmpty() ? "## Keys\n\n" : "\n### `" + path + "`\n\n");
        page.append("| key | value | default | what it says |\n|---|---|---|---|\n");
        for (Shape.Key key : keys) {
            page.append("| `")
                    .append(key.name())
                    .append("` | ")
                    .append(value(key.shape()))
                    .append(" | ");
            page.append(key.needed() ? "*needed*" : cell(key.defaults())).append(" | ");
            page.append(cell(key.says())).append(key.later() ? " *later*" : "").append(" |\n");
        }
        for (Shape.Key key : keys) {
            below(path.isEmpty() ? key.name() : path + "." + key.name(), key.shape());
        }
    }

    private void below(String path, Shape shape) {
        switch (shape) {
            case Shape.Keys keys -> keys(path, keys.keys());
            case Shape.Named(Form name, Shape value, Map<String, Shape> special) -> {
                special.forEach((key, inner) -> below(path + "." + key, inner));
                below(path + ".NAME", value);
            }
            case Shape.Items(Shape item, int least) -> below(path + "[]", item);
            case Shape.Either(List<Shape> shapes) -> shapes.forEach(inner -> below(path, inner));
            case Shape.One one -> {}
            case Shape.Choice choice -> {}
            case Shape.Nothing nothing -> {}
            case Shape.Anything anything -> {}
        }
    }

    private static String value(Shape shape) {
        return switch (shape) {
            case Shape.One(Form form) -> form.what().replaceFirst("^(a|an) ", "");
            case Shape.Choice(List<String> words) -> "`" + String.join("`, `", words) + "`";
            case Shape.Items(Shape item, int least) ->
                "list, each "
                        + Optional.of(item.what())
                                .filter(w -> item instanceof Shape.One)
                                .orElseGet(() -> value(item));
            case Shape.Named(Form name, Shape value, Map<String, Shape> special) -> "names";
            case Shape.Keys keys -> "keys";
            case Shape.Either(List<Shape> shapes) ->
                String.join(
                        " or ",
                        shapes.stream()
                                .map(ConfigReference::value)
                                .filter(v -> !v.isEmpty())
                                .distinct()
                                .toList());
            case Shape.Nothing nothing -> "";
            case Shape.Anything anything -> "anything";
        };
    }

    private void forms() {
        page.append("\n## Values\n\n| value | how to write it |\n|---|---|\n");
        for (Form form : Form.values()) {
            page.append("| ").append(form.what().replaceFirst("^(a|an) ", "")).append(" | ");
            page.append(cell(form.mend())).append(" |\n");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("*", "\\*");
    }
}
