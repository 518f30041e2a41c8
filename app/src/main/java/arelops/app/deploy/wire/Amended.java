package arelops.app.deploy.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import java.io.IOException;

/// Reads what an earlier version wrote: a property that it did not know yet has the value that is given here.
final class Amended extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    private final transient ObjectNode unknown;

    Amended(JsonDeserializer<?> whole, ObjectNode unknown) {
        super(whole);
        this.unknown = unknown;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> other) {
        return new Amended(other, unknown);
    }

    @Override
    public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
        JsonNode read = context.readTree(in);
        if (read instanceof ObjectNode object) {
            unknown.properties().stream()
                    .filter(property -> !object.has(property.getKey()))
                    .forEach(property -> object.set(property.getKey(), property.getValue()));
        }
        try (JsonParser whole = new TreeTraversingParser(read, in.getCodec())) {
            whole.nextToken();
            return super.deserialize(whole, context);
        }
    }
}
