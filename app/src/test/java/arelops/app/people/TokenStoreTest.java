package arelops.app.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.core.id.PersonName;
import arelops.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("REL-4: a token proves who somebody is, and is kept as a hash alone")
class TokenStoreTest {
    private static final PersonName ANN = new PersonName("ann");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));

    private TokenStore store() {
        return new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
    }

    @Test
    void a_token_tells_whose_it_is_after_a_restart_too() {
        String token = store().issue(ANN, Optional.empty());

        assertThat(token).matches("arl_[0-9A-Za-z]{43}");
        assertThat(store().owner(token)).contains(ANN);
        assertThat(store().owner(token + "x")).isEmpty();
        assertThat(store().owner("")).isEmpty();
    }

    @Test
    void the_file_has_hashes_alone_and_its_owner_alone_reads_it() throws IOException {
        String token = store().issue(ANN, Optional.empty());

        Path file = folder.resolve("tokens.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).doesNotContain(token).doesNotContain(token.substring(4));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_token_ends_when_it_is_over_or_revoked() {
        TokenStore store = store();
        String brief = store.issue(ANN, Optional.of(clock.instant().plusSeconds(60)));
        String lasting = store.issue(ANN, Optional.empty());

        clock.move(Duration.ofSeconds(60));
        assertThat(store.owner(brief)).isEmpty();
        assertThat(store.owner(lasting)).contains(ANN);
        store.revoke(ANN);
        assertThat(store.owner(lasting)).isEmpty();
    }

    @Test
    void a_damaged_file_lets_nobody_in() throws IOException {
        String token = store().issue(ANN, Optional.empty());
        Files.writeString(folder.resolve("tokens.json"), "{");

        assertThatThrownBy(() -> store().owner(token))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo("tokens.damaged"));
    }
}
