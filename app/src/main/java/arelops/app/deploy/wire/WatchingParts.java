package arelops.app.deploy.wire;

import arelops.core.id.EnvironmentName;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Optional;

/// How the parts of [arelops.app.deploy.Watching] are written: no environment is an empty text.
interface WatchingParts {
    @JsonSerialize(using = Written.class)
    @JsonDeserialize(using = Read.class)
    Optional<EnvironmentName> mirrors();

    final class Written extends StdSerializer<Optional<EnvironmentName>> {
        private static final long serialVersionUID = 1L;

        Written() {
            super(Optional.class, false);
        }

        @Override
        public void serialize(Optional<EnvironmentName> value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(value.map(EnvironmentName::text).orElse(""));
        }
    }

    final class Read extends StdDeserializer<Optional<EnvironmentName>> {
        private static final long serialVersionUID = 1L;

        Read() {
            super(Optional.class);
        }

        @Override
        public Optional<EnvironmentName> deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Optional.of(in.getText()).filter(text -> !text.isEmpty()).map(EnvironmentName::new);
        }
    }
}
