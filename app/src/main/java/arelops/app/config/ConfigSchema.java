package arelops.app.config;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The JSON Schema of `.arelops.yaml`, made from the table of keys.
public final class ConfigSchema {
    private static final JsonMapper JSON = new JsonMapper();

    private ConfigSchema() {}

    /// The schema (draft 2020-12) as text.
    public static String text() {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", "urn:arelops:config:1");
        root.put("title", PolicyFile.NAME);
        ObjectNode forms = JSON.createObjectNode();
        root.setAll(shape(ConfigKeys.ROOT));
        for (Form form : Form.values()) {
            forms.set(name(form), form(form));
        }
        root.set("$defs", forms);
        return root.toPrettyString().replace("\r\n", "\n") + "\n";
    }

    private static String name(Form form) {
        return form.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode form(Form form) {
        ObjectNode node = JSON.createObjectNode();
        String description = form.what() + ": " + form.mend();
        node.put("description", description.substring(0, 1).toUpperCase(Locale.ROOT) + description.substring(1));
        switch (form) {
            case COUNT -> node.put("type", "integer").put("minimum", 0).put("maximum", 999_999);
            case SWITCH -> node.put("type", "boolean");
            case ON_OFF -> node.putArray("enum").add("on").add("off").add(true).add(false);
            case VARIABLE -> node.putArray("type").add("string").add("number").add("boolean");
            case AMOUNT -> {
                ArrayNode any = node.putArray("anyOf");
                any.addObject().put("type", "string").put("pattern", form.pattern());
                any.addObject().put("type", "number").put("minimum", 0);
            }
            default -> node.put("type", "string").put("pattern", form.pattern());
        }
        return node;
    }

    private static ObjectNode shape(Shape shape) {
        ObjectNode node = JSON.createObjectNode();
        switch (shape) {
            case Shape.One(Form form) -> node.put("$ref", "#/$defs/" + name(form));
            case Shape.Choice(List<String> words) -> words.forEach(node.putArray("enum")::add);
            case Shape.Items(Shape item, int least) -> {
                node.put("type", "array").put("minItems", least);
                node.set("items", shape(item));
            }
            case Shape.Named(Form name, Shape value, Map<String, Shape> special) -> {
                node.put("type", "object");
                node.putObject("propertyNames").put("pattern", name.pattern());
                if (!special.isEmpty()) {
                    ObjectNode properties = node.putObject("properties");
                    special.forEach((key, inner) -> properties.set(key, shape(inner)));
                }
                node.set("additionalProperties", shape(value));
            }
            case Shape.Keys(String what, List<Shape.Key> keys, var main) -> keys(node, keys);
            case Shape.Either(List<Shape> shapes) -> {
                ArrayNode any = node.putArray("anyOf");
                shapes.forEach(inner -> any.add(shape(inner)));
            }
            case Shape.Nothing() -> node.put("type", "null");
            case Shape.Anything() -> {}
        }
        return node;
    }

    private static void keys(ObjectNode node, List<Shape.Key> keys) {
        node.put("type", "object").put("additionalProperties", false);
        List<String> needed =
                keys.stream().filter(Shape.Key::needed).map(Shape.Key::name).toList();
        if (!needed.isEmpty()) {
            needed.forEach(node.putArray("required")::add);
        }
        ObjectNode properties = node.putObject("properties");
        for (Shape.Key key : keys) {
            ObjectNode inner = shape(key.shape());
            inner.put("description", key.says() + (key.later() ? " Not in this release." : ""));
            properties.set(key.name(), inner);
        }
    }
}
