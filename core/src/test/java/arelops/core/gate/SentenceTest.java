package arelops.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SentenceTest {
    @Test
    @DisplayName("A sentence has a capital letter and an end, and a commit at its beginning stays as git writes it")
    void sentences() {
        assertThat(Sentence.of("trunk is built")).isEqualTo("Trunk is built.");
        assertThat(Sentence.of("f38674c starts in PASSIVE")).isEqualTo("f38674c starts in PASSIVE.");
        assertThat(Sentence.of("facade is an app, and no commit!")).isEqualTo("Facade is an app, and no commit!");
        assertThat(Sentence.of(" ")).isEmpty();
    }
}
