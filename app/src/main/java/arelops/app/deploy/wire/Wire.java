package arelops.app.deploy.wire;

import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Route;
import arelops.app.deploy.Token;
import arelops.app.deploy.Users;
import arelops.app.deploy.Watching;
import arelops.core.alarm.InjectedFault;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.record.RecordingSeen;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/// The JSON of the nouns: records by their components, small types as text, choices with a `kind`.
public final class Wire {
    public static final JsonMapper MAPPER = mapper();

    private Wire() {}

    private static JsonMapper mapper() {
        SimpleModule module = new SimpleModule("arelops");
        text(module, AppName.class, AppName::text, AppName::new);
        text(module, EnvironmentName.class, EnvironmentName::text, EnvironmentName::new);
        text(module, CommitId.class, CommitId::hex, CommitId::new);
        text(module, Digest.class, Digest::toString, Digest::parse);
        text(module, DeploymentId.class, DeploymentId::text, DeploymentId::new);
        text(module, Token.class, Token::toString, written -> new Token(Long.parseLong(written)));
        text(module, Instant.class, Instant::toString, Instant::parse);
        text(module, Duration.class, Duration::toString, Duration::parse);
        text(module, Path.class, Path::toString, Path::of);
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode here = json.objectNode().set("users", json.objectNode().put("kind", "here"));
        Map<Class<?>, ObjectNode> later = Map.of(
                Watching.class,
                json.objectNode().put("mirrors", ""),
                Observation.Address.class,
                here,
                Observation.class,
                json.objectNode().set("copies", json.objectNode().put("sent", 0).put("dropped", 0)),
                RecordingSeen.Running.class,
                json.objectNode().put("left", 0));
        module.setDeserializerModifier(new Later(later));
        return JsonMapper.builder()
                .addModule(module)
                .addMixIn(Watching.class, WatchingParts.class)
                .addMixIn(Route.class, RouteKinds.class)
                .addMixIn(Users.class, UsersKinds.class)
                .addMixIn(Answer.class, AnswerKinds.class)
                .addMixIn(InstanceState.class, StateKinds.class)
                .addMixIn(InjectedFault.class, FaultKinds.class)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .build();
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new AsText<>(type, write));
        module.addDeserializer(type, new FromText<>(type, read));
    }

    /// The properties that came later than the first version, and what they are where they are not written.
    private static final class Later extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;
        private final transient Map<Class<?>, ObjectNode> unknown;

        Later(Map<Class<?>, ObjectNode> unknown) {
            this.unknown = unknown;
        }

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> whole) {
            ObjectNode later = unknown.get(bean.getBeanClass());
            return later == null ? whole : new Amended(whole, later);
        }
    }

    private static final class AsText<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<T, String> write;

        AsText(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(write.apply(value));
        }
    }

    private static final class FromText<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<String, T> read;

        FromText(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return read.apply(in.getText());
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Route.Serving.class, name = "serving"),
        @JsonSubTypes.Type(value = Route.Closed.class, name = "closed")
    })
    private interface RouteKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Users.Here.class, name = "here"),
        @JsonSubTypes.Type(value = Users.Elsewhere.class, name = "elsewhere")
    })
    private interface UsersKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Answer.Done.class, name = "done"),
        @JsonSubTypes.Type(value = Answer.Fenced.class, name = "fenced"),
        @JsonSubTypes.Type(value = Answer.Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = Answer.Unknown.class, name = "unknown")
    })
    private interface AnswerKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = InstanceState.Starting.class, name = "starting"),
        @JsonSubTypes.Type(value = InstanceState.Healthy.class, name = "healthy"),
        @JsonSubTypes.Type(value = InstanceState.Unhealthy.class, name = "unhealthy"),
        @JsonSubTypes.Type(value = InstanceState.Exited.class, name = "exited"),
        @JsonSubTypes.Type(value = InstanceState.Gone.class, name = "gone"),
        @JsonSubTypes.Type(value = InstanceState.NotStarted.class, name = "not-started")
    })
    private interface StateKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = InjectedFault.Errors.class, name = "errors"),
        @JsonSubTypes.Type(value = InjectedFault.Latency.class, name = "latency"),
        @JsonSubTypes.Type(value = InjectedFault.Drop.class, name = "drop")
    })
    private interface FaultKinds {}
}
