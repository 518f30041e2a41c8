package arelops.core.evidence;

import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The members of one JSON object, read and written by name with the ledger's types.
public final class Fields {
    private final SortedMap<String, Json> values;

    public Fields() {
        values = new TreeMap<>();
    }

    public Fields(Json json) {
        if (!(json instanceof Json.Members members)) {
            throw new IllegalArgumentException("expected an object");
        }
        values = members.values();
    }

    public Json json() {
        return new Json.Members(values);
    }

    public Fields put(String name, String value) {
        values.put(name, new Json.Text(value));
        return this;
    }

    public Fields put(String name, long value) {
        values.put(name, new Json.Whole(value));
        return this;
    }

    public Fields put(String name, Json value) {
        values.put(name, value);
        return this;
    }

    public Fields put(String name, Optional<?> value) {
        value.ifPresent(present -> put(name, present.toString()));
        return this;
    }

    public Fields put(String name, Enum<?> value) {
        return put(name, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    public Fields put(String name, Release release) {
        return put(
                name,
                new Fields()
                        .put("release", release.number())
                        .put("commit", release.commit().hex())
                        .put("artifact", release.artifact().toString())
                        .json());
    }

    public Fields put(Slot slot) {
        return put("app", slot.app().text()).put("env", slot.environment().text());
    }

    public <T> Fields putAll(String name, List<T> items, Function<T, Json> write) {
        return put(name, new Json.Items(items.stream().map(write).toList()));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Json get(String name) {
        Json value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the member \"" + name + "\" is missing");
        }
        return value;
    }

    public String text(String name) {
        if (get(name) instanceof Json.Text text) {
            return text.value();
        }
        throw new IllegalArgumentException("the member \"" + name + "\" is not a text");
    }

    /// A point in time, as ISO 8601 writes it.
    public java.time.Instant instant(String name) {
        return java.time.Instant.parse(text(name));
    }

    public long whole(String name) {
        if (get(name) instanceof Json.Whole whole) {
            return whole.value();
        }
        throw new IllegalArgumentException("the member \"" + name + "\" is not a whole number");
    }

    public <T> List<T> all(String name, Function<Json, T> read) {
        if (!(get(name) instanceof Json.Items items)) {
            throw new IllegalArgumentException("the member \"" + name + "\" is not a list");
        }
        List<T> out = new ArrayList<>();
        items.values().forEach(item -> out.add(read.apply(item)));
        return out;
    }

    public <T> Optional<T> maybe(String name, Function<String, T> read) {
        return has(name) ? Optional.of(read.apply(name)) : Optional.empty();
    }

    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public CommitId commit(String name) {
        return new CommitId(text(name));
    }

    public Digest digest(String name) {
        return Digest.parse(text(name));
    }

    public AppName app() {
        return new AppName(text("app"));
    }

    public EnvironmentName environment() {
        return new EnvironmentName(text("env"));
    }

    public Slot slot() {
        return new Slot(app(), environment());
    }

    public PersonName person(String name) {
        return PersonName.parse(text(name));
    }

    public Release release(String name) {
        Fields fields = new Fields(get(name));
        return new Release(fields.whole("release"), fields.commit("commit"), fields.digest("artifact"));
    }

    public List<CommitId> commits(String name) {
        return all(name, json -> {
            if (json instanceof Json.Text text) {
                return new CommitId(text.value());
            }
            throw new IllegalArgumentException("the member \"" + name + "\" holds something else than commits");
        });
    }
}
