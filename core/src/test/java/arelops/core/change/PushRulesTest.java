package arelops.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.change.PushVerdict.Allowed;
import arelops.core.change.PushVerdict.FirstTrunk;
import arelops.core.change.PushVerdict.HeldBack;
import arelops.core.change.PushVerdict.Proposed;
import arelops.core.change.PushVerdict.Refused;
import arelops.core.change.RefUpdate.Kind;
import arelops.core.id.AppName;
import arelops.core.policy.Policy;
import arelops.core.release.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushRulesTest {
    private static final ReservedTags TAGS = ReservedTags.of(Policy.standard(new AppName("shop")));
    private static final Set<String> THERE = Set.of(
            "refs/heads/main", "refs/heads/feature/slot", "refs/heads/Straße", "refs/tags/v1", "refs/heads/-old");

    private static List<PushVerdict> judge(Set<String> existing, Role role, RefUpdate... updates) {
        return new PushRules("main", TAGS, existing, "URL").judge(List.of(updates), role);
    }

    private static PushVerdict one(Role role, String ref, Kind kind) {
        return judge(THERE, role, new RefUpdate(ref, kind)).getFirst();
    }

    private static Class<?> outcome(Role role, String ref, Kind kind) {
        return one(role, ref, kind).getClass();
    }

    @ParameterizedTest
    @CsvSource({
        // ref, viewer, developer, reviewer, qa, operator, admin: may create, then may rewind and delete
        "refs/heads/new, -YYYYY, c",
        "refs/heads/feature/slot, -YYYYY, rd",
        "refs/tags/v2, -YYYYY, c",
        "refs/tags/v1, ----YY, urd",
        "refs/heads/main, ------, urd",
        "refs/arelops/ledger, ------, curd",
        "refs/arelops/people, ------, curd",
        "refs/pull/1/head, ------, curd",
        "refs/changes/01/1/1, ------, curd",
        "refs/tags/BETA, ------, curd",
        "refs/tags/shop/PASSIVE, ------, curd",
        "refs/tags/PRODUCTION-canary, ------, curd",
        "refs/tags/release/7, ------, curd",
        "refs/tags/shop/release/7, ------, curd",
        "refs/tags/TEST/pr-7, ------, curd",
        "refs/notes/x, ------, curd",
        "refs/remotes/origin/x, ------, curd",
        "HEAD, ------, curd",
    })
    @DisplayName("REL-4, CHG-6: who may push what, for every role")
    void who_may_push_what(String ref, String roles, String kinds) {
        int i = 0;
        for (Role role : List.of(Role.VIEWER, Role.DEVELOPER, Role.REVIEWER, Role.QA, Role.OPERATOR, Role.ADMIN)) {
            char may = roles.charAt(i++);
            for (Kind kind : Kind.values()) {
                char letter = switch (kind) {
                    case CREATE -> 'c';
                    case UPDATE -> 'u';
                    case REWIND -> 'r';
                    case DELETE -> 'd';
                };
                if (kinds.indexOf(letter) >= 0) {
                    assertThat(outcome(role, ref, kind))
                            .as("%s %s by %s", kind, ref, role)
                            .isEqualTo(may == 'Y' ? Allowed.class : Refused.class);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @DisplayName("CHG-6: the first push to trunk is for operators and admins, and every later one for nobody")
    void the_first_push_makes_trunk(Role role) {
        boolean may = role == Role.OPERATOR || role == Role.ADMIN;
        RefUpdate trunk = new RefUpdate("refs/heads/main", Kind.CREATE);

        assertThat(judge(Set.of(), role, trunk).getFirst()).isInstanceOf(may ? FirstTrunk.class : Refused.class);
        assertThat(judge(THERE, role, trunk).getFirst()).isInstanceOf(Refused.class);
        assertThat(judge(Set.of(), role, new RefUpdate("refs/heads/main", Kind.DELETE))
                        .getFirst())
                .isInstanceOf(Refused.class);
    }

    @Test
    @DisplayName("CHG-1: refs/for/TRUNK proposes, with a topic or without")
    void proposals() {
        assertThat(one(Role.DEVELOPER, "refs/for/main", Kind.CREATE))
                .isEqualTo(new Proposed("refs/for/main", Optional.empty()));
        assertThat(one(Role.QA, "refs/for/main/a/b", Kind.CREATE))
                .isEqualTo(new Proposed("refs/for/main/a/b", Optional.of("a/b")));
        assertThat(one(Role.VIEWER, "refs/for/main", Kind.CREATE))
                .isEqualTo(new Proposed("refs/for/main", Optional.empty()));
        for (String ref :
                List.of("refs/for/Main", "refs/for/mainline", "refs/for/", "refs/for/main/", "refs/for/main/-x")) {
            assertThat(outcome(Role.ADMIN, ref, Kind.CREATE)).as(ref).isEqualTo(Refused.class);
        }
        assertThat(outcome(Role.ADMIN, "refs/for/main", Kind.DELETE)).isEqualTo(Refused.class);
        assertThat(judge(Set.of(), Role.ADMIN, new RefUpdate("refs/for/main", Kind.CREATE))
                        .getFirst())
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_trunk_with_a_slash_has_its_proposals_and_its_topics() {
        PushRules rules = new PushRules("team/trunk", TAGS, Set.of("refs/heads/team/trunk"), "URL");

        assertThat(rules.judge(List.of(new RefUpdate("refs/for/team/trunk/x", Kind.CREATE)), Role.DEVELOPER))
                .containsExactly(new Proposed("refs/for/team/trunk/x", Optional.of("x")));
        for (String inTheWay : List.of("refs/heads/team", "refs/heads/TEAM", "refs/heads/team/trunk/x")) {
            assertThat(rules.judge(List.of(new RefUpdate(inTheWay, Kind.CREATE)), Role.ADMIN)
                            .getFirst())
                    .isInstanceOf(Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-oProxyCommand=x",
                "--upload-pack",
                "a..b",
                "a.lock",
                "a.LOCK/b",
                ".hidden",
                "a/.b",
                "a/",
                "/a",
                "a//b",
                "a.",
                "a b",
                "a~1",
                "a^",
                "a:b",
                "a?",
                "a*",
                "a[",
                "a\\b",
                "a@{1}",
                "@",
                "HEAD",
                "head",
                "a\u0007",
                "a\u007f",
                "a\u0085",
                "a\u202Eb",
                "a\u2066b",
                "a\u200Bb",
                "a\uFEFFb",
                "a\u2028b",
                "a\u00a0b",
                "a\uFFFDb",
                "a\uD800",
                "Main",
                "MAIN",
                "main/x",
                "Feature/Slot",
                "feature",
                "feature/slot/x",
                "STRASSE",
                "strasse",
                "straße",
                "Arelops/x",
                "arelops",
                "BETA",
                "beta",
                "production-canary",
                "0123456789012345678901234567890123456789"
            })
    @DisplayName(
            "REL-3: a name that git, a disk, a shell or an eye takes for something else is refused with the reason")
    void bad_names_are_refused(String name) {
        assertThat(one(Role.ADMIN, "refs/heads/" + name, Kind.CREATE))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.because()).isNotBlank().doesNotContain("\u0007", "\u202E");
                    assertThat(refused.instead()).isNotBlank();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "release",
                "test",
                "Test/x",
                "BETA/x",
                "shop",
                "shop/release",
                "x/release/1",
                "x/beta/y",
                "RELEASE/1"
            })
    @DisplayName("CHG-6: no tag stands in the way of one that the automation will write")
    void no_tag_is_in_the_way(String name) {
        assertThat(outcome(Role.ADMIN, "refs/tags/" + name, Kind.CREATE)).isEqualTo(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "fix-1", "fix;$(x)", "été", "日本", "release/1.2", "beta-work", "x'y\"z", "@x"})
    void odd_but_harmless_names_are_fine(String name) {
        assertThat(outcome(Role.DEVELOPER, "refs/heads/" + name, Kind.CREATE)).isEqualTo(Allowed.class);
    }

    @Test
    void the_longest_name_has_two_hundred_bytes() {
        assertThat(outcome(Role.DEVELOPER, "refs/heads/" + "é".repeat(100), Kind.CREATE))
                .isEqualTo(Allowed.class);
        assertThat(outcome(Role.DEVELOPER, "refs/heads/" + "é".repeat(100) + "a", Kind.CREATE))
                .isEqualTo(Refused.class);
    }

    @Test
    void what_is_there_already_may_go_whatever_its_name() {
        assertThat(outcome(Role.DEVELOPER, "refs/heads/-old", Kind.DELETE)).isEqualTo(Allowed.class);
    }

    @Test
    @DisplayName("REL-3: one refused ref holds back all, and each says why")
    void one_refused_holds_back_all() {
        List<PushVerdict> verdicts = judge(
                THERE,
                Role.DEVELOPER,
                new RefUpdate("refs/heads/a", Kind.CREATE),
                new RefUpdate("refs/tags/BETA", Kind.CREATE),
                new RefUpdate("refs/heads/feature/slot", Kind.DELETE));

        assertThat(verdicts)
                .map(Object::getClass)
                .map(Class::getSimpleName)
                .containsExactly("HeldBack", "Refused", "HeldBack");
        assertThat(((HeldBack) verdicts.getFirst()).because()).contains("refs/tags/BETA");
    }

    @Test
    void two_new_names_of_one_push_are_compared_too() {
        for (List<String> pair :
                List.of(List.of("a", "A"), List.of("a", "a/b"), List.of("a/b", "a"), List.of("a", "a"))) {
            assertThat(judge(
                            THERE,
                            Role.ADMIN,
                            new RefUpdate("refs/heads/" + pair.getFirst(), Kind.CREATE),
                            new RefUpdate("refs/heads/" + pair.getLast(), Kind.CREATE)))
                    .as(pair.toString())
                    .anyMatch(Refused.class::isInstance);
        }
    }

    @Test
    void a_proposal_goes_alone() {
        assertThat(judge(
                        THERE,
                        Role.ADMIN,
                        new RefUpdate("refs/for/main", Kind.CREATE),
                        new RefUpdate("refs/heads/x", Kind.CREATE)))
                .map(Object::getClass)
                .map(Class::getSimpleName)
                .containsExactly("Refused", "HeldBack");
    }
}
