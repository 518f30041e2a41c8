package arelops.app.people;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.PersonName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountNameTest {
    @ParameterizedTest
    @CsvSource({
        "Ann Lee, ann-lee",
        "Zoë Müller, zoe-muller",
        "Ann O'Neil, ann-o-neil",
        "'  (ben) ', ben",
        "ann.lee_2, ann.lee_2",
        "A name that is far longer than any account may be, a-name-that-is-far-longer-than-any-acco"
    })
    void a_name_becomes_an_account(String git, String account) {
        assertThat(AccountName.of(git)).contains(new PersonName(account));
    }

    @Test
    void a_name_without_letters_of_ours_makes_none() {
        assertThat(AccountName.of("李雷")).isEqualTo(Optional.empty());
    }
}
