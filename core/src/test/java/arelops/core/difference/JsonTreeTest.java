package arelops.core.difference;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
    private final JsonTree tree = new JsonTree();

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", " [1, -2.5e3 ,null,true,false,\"\\\"\"] ", "{\"a\":{\"b\":[{}]}}", "\"x\"", "7"})
    void json_is_read(String text) {
        assertThat(tree.read(Bytes.of(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "[1] 2", "nul", "\"x", "\"\\", "{a:1}", "[+1]", "<p>"})
    void anything_else_is_not(String text) {
        assertThat(tree.read(Bytes.of(text))).isFalse();
    }

    @Test
    void what_is_too_deep_or_too_large_is_not_read() {
        assertThat(tree.read(Bytes.of("[".repeat(5_000) + "]".repeat(5_000)))).isFalse();
        assertThat(tree.read(Bytes.of("[1" + ",1".repeat(JsonTree.MOST) + "]"))).isFalse();
    }

    @Test
    void random_bytes_are_survived() {
        Random random = new Random(5);
        byte[] alphabet = "{}[]\",:\\ 0tfnu\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = new byte[random.nextInt(20)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[random.nextInt(alphabet.length)];
            }

            if (tree.read(Bytes.copyOf(bytes))) {
                assertThat(tree.sample(0)).isNotEmpty();
            }
        }
    }
}
