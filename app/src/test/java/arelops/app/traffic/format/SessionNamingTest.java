package arelops.app.traffic.format;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionNamingTest {
    private final SessionNaming naming = new SessionNaming(Imported.KEY);

    @Test
    @DisplayName("TRF-1: a session has the same name for the same person and does not tell the cookie")
    void a_session_has_the_same_name_for_the_same_cookie_and_does_not_tell_it() {
        SessionId first = by("Cookie: sid=deadbeefdeadbeef; theme=dark").orElseThrow();
        SessionId again = by("cookie: theme=light;sid=deadbeefdeadbeef").orElseThrow();
        SessionId other = by("Cookie: sid=deadbeefdeadbee0").orElseThrow();
        SessionId otherKey = new SessionNaming("another key".getBytes(StandardCharsets.UTF_8))
                .byHead(head("Cookie: sid=deadbeefdeadbeef"))
                .orElseThrow();

        assertThat(first).isEqualTo(again).isNotEqualTo(other).isNotEqualTo(otherKey);
        assertThat(first.value()).matches("[0-9a-f]{16}").isNotEqualTo("deadbeefdeadbeef");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session",
                "SESSION",
                "sid",
                "JSESSIONID",
                "PHPSESSID",
                "ASP.NET_SessionId",
                "connect.sid",
                "user_sid"
            })
    void a_cookie_of_these_names_looks_like_a_session(String name) {
        assertThat(by("Cookie: a=1; " + name + "=x; b=2")).isEqualTo(by("Cookie: c=9; " + name + "=x"));
    }

    @Test
    void without_a_session_cookie_all_cookies_count_and_then_the_sign_in() {
        assertThat(by("Cookie: a=1\r\nCookie: b=2"))
                .isEqualTo(by("Cookie: a=1; b=2"))
                .isPresent();
        assertThat(by("Cookie: a=1; b=3")).isNotEqualTo(by("Cookie: a=1; b=2"));
        assertThat(by("Cookie: sid=; a=1")).isEqualTo(by("Cookie: sid=; a=1")).isPresent();
        assertThat(by("Authorization: Bearer x")).isPresent().isNotEqualTo(by("Authorization: Bearer y"));
        assertThat(by("Cookie: x")).isNotEqualTo(by("Authorization: x"));
        assertThat(by("Accept: */*")).isEmpty();
    }

    @Test
    void requests_without_anything_have_sessions_of_their_own() {
        assertThat(naming.alone()).isNotEqualTo(naming.alone());
        assertThat(naming.byConnection("1")).isEqualTo(naming.byConnection("1")).isNotEqualTo(naming.byClient("1", ""));
    }

    private Optional<SessionId> by(String headers) {
        return naming.byHead(head(headers));
    }

    private static Bytes head(String headers) {
        return Bytes.of("GET / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n");
    }
}
