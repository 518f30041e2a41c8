package arelops.core.traffic.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ForgettingTest {
    private static final String NAME = "Wilhelmine Quastenflosser";

    /// By which fields an object is reached that has a text, in any case; nothing if there is none.
    private static List<String> holders(Object root, String text) throws IllegalAccessException {
        IdentityHashMap<Object, String> seen = new IdentityHashMap<>();
        Deque<Map.Entry<Object, String>> next = new ArrayDeque<>(List.of(Map.entry(root, "")));
        List<String> found = new ArrayList<>();
        while (!next.isEmpty()) {
            Map.Entry<Object, String> entry = next.remove();
            Object object = entry.getKey();
            String way = entry.getValue();
            if (seen.put(object, way) != null) {
                continue;
            }
            if (object instanceof Iterable<?> many) {
                many.forEach(one -> next.add(Map.entry(one, way)));
            } else if (object instanceof Optional<?> one) {
                one.ifPresent(value -> next.add(Map.entry(value, way)));
            } else if (object.getClass().isArray()) {
                if (bytes(object).toLowerCase(Locale.ROOT).contains(text)) {
                    found.add(way);
                }
            } else if (object.getClass().getName().startsWith("arelops.")) {
                for (Field field : object.getClass().getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        boolean number = field.getType() == long.class;
                        Object value = number ? new long[] {field.getLong(object)} : field.get(object);
                        next.add(Map.entry(value, way + "/" + field.getName()));
                    }
                }
            }
        }
        return found;
    }

    private static String bytes(Object array) {
        return switch (array) {
            case byte[] bytes -> new String(bytes, StandardCharsets.ISO_8859_1);
            case long[] longs -> {
                ByteBuffer big = ByteBuffer.allocate(longs.length * 8);
                big.asLongBuffer().put(longs);
                ByteBuffer little = ByteBuffer.allocate(longs.length * 8).order(ByteOrder.LITTLE_ENDIAN);
                little.asLongBuffer().put(longs);
                yield new String(big.array(), StandardCharsets.ISO_8859_1) + " "
                        + new String(little.array(), StandardCharsets.ISO_8859_1);
            }
            default -> "";
        };
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("TRF-1: a destroyed vault has not even the end of its last original")
    void a_destroyed_vault_holds_no_letters() throws IllegalAccessException {
        Sample sample = Sample.standard();
        byte[] name = NAME.getBytes(StandardCharsets.UTF_8);

        sample.vault.add(0, true, name, 0, name.length);
        assertThat(holders(sample.vault, "nflosser")).isNotEmpty();
        sample.vault.destroy();

        assertThat(holders(sample.vault, "osser")).isEmpty();
    }

    @Test
    @DisplayName("TRF-1: once the vault is emptied the anonymiser has no value of before, nor the head of a token")
    void an_anonymiser_forgets_with_its_vault() throws IllegalAccessException {
        Sample sample = Sample.standard();
        Anonymiser anonymiser = sample.anonymiser;
        String head = base64("{\"alg\":\"HS256\"}");
        String token =
                head + "." + base64("{\"name\":\"" + NAME + "\"}") + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
        String body =
                "{\"name\":\"" + NAME + "\",\"n\":\"Wilhelmine\\u0020Quastenflosser\",\"card\":\"4111111111111111\"}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        var _ = anonymiser.anonymise(Sample.exchange(
                "POST /a?q=Wilhelmine%20Quastenflosser HTTP/1.1\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + token + "\r\n\r\n",
                bytes));
        assertThat(holders(anonymiser, head.toLowerCase(Locale.ROOT))).anyMatch(way -> way.contains("/head/"));
        assertThat(holders(anonymiser, "quastenflosser")).isNotEmpty();
        sample.vault.destroy();
        var _ = anonymiser.anonymise(Sample.exchange(
                "POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n", "{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(holders(anonymiser, head.toLowerCase(Locale.ROOT))).noneMatch(way -> way.contains("/head/"));
        assertThat(holders(anonymiser, "quastenflosser")).isEmpty();
        assertThat(holders(anonymiser, "4111111111111111")).isEmpty();
    }
}
