package arelops.app.forge;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.change.PushRules;
import arelops.core.change.PushVerdict;
import arelops.core.change.RefUpdate;
import arelops.core.change.ReservedTags;
import arelops.core.id.AppName;
import arelops.core.policy.Policy;
import arelops.core.release.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The rules against names that nobody would think of.
class RefNamesAtRandomTest {
    private static final int NAMES = 100_000;
    private static final List<RefUpdate.Kind> KINDS = List.of(RefUpdate.Kind.values());

    /// Pieces out of which bad names are made; each is near to something that matters.
    private static final List<String> PIECES = List.of(
            "refs/",
            "refs/heads/",
            "refs/tags/",
            "refs/for/main/",
            "refs/for/",
            "refs/arelops/",
            "refs/pull/",
            "refs/changes/",
            "Refs/heads/",
            "main",
            "Main",
            "MAIN",
            "trunk",
            "BETA",
            "beta",
            "Passive",
            "PRODUCTION",
            "-canary",
            "release",
            "RELEASE",
            "TEST",
            "shop",
            "arelops",
            "ledger",
            "HEAD",
            "/",
            "//",
            ".",
            "..",
            "-",
            "--",
            "@",
            "@{",
            "~",
            "^",
            ":",
            "?",
            "*",
            "[",
            "\\",
            " ",
            "\t",
            "\n",
            "\0",
            "\u007f",
            "\u0085",
            "\u202e",
            "\u2066",
            "\u200b",
            "\ufeff",
            "\u2028",
            "\ufffd",
            "\ud800",
            ".lock",
            ".LOCK",
            ".git",
            "git~1",
            "x",
            "y",
            "7",
            "é",
            "e\u0301",
            "ſ",
            "ß",
            "İ",
            "ı",
            "K",
            "日本",
            "😀",
            ";$(x)",
            "`id`",
            "-oProxyCommand",
            "--upload-pack",
            "'",
            "\"",
            "&",
            "|",
            "%2e%2e",
            "0123456789abcdef");

    /// What nobody may ever write, said in another way than the rules do.
    private static final Pattern KEPT = Pattern.compile(
            "(?iu)refs/(arelops|pull|changes)(/.*)?"
                    + "|refs/heads/(main|arelops)(/.*)?"
                    + "|refs/tags/([^/]*/)?((beta|passive|production)(-canary)?|release|test)(/.*)?",
            Pattern.DOTALL);

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        if (random.nextInt(4) > 0) {
            name.append(PIECES.get(1 + random.nextInt(3)));
        }
        for (int i = random.nextInt(7); i >= 0; i--) {
            name.append(
                    random.nextInt(20) == 0
                            ? Character.toString(random.nextInt(0x3000))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        return name.toString();
    }

    @Test
    @DisplayName(
            "CHG-6, REL-3: of 100,000 names none that is kept is ever allowed, none that git forbids, and none breaks the rules")
    void nothing_kept_and_nothing_invalid_is_allowed() {
        Random random = new Random(20261101);
        PushRules rules = new PushRules(
                "main",
                ReservedTags.of(Policy.standard(new AppName("shop"))),
                Set.of("refs/heads/main", "refs/heads/xy", "refs/tags/y7"),
                "URL");
        int allowed = 0;
        int proposed = 0;

        for (int i = 0; i < NAMES; i++) {
            String name = name(random);
            RefUpdate.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            PushVerdict verdict =
                    rules.judge(List.of(new RefUpdate(name, kind)), Role.ADMIN).getFirst();
            switch (verdict) {
                case PushVerdict.Allowed _ -> {
                    allowed++;
                    mustBeHarmless(name);
                }
                case PushVerdict.Proposed _ -> {
                    proposed++;
                    assertThat(name).matches("(?s)refs/for/main(/.+)?");
                    mustBeHarmless(name);
                }
                case PushVerdict.FirstTrunk _, PushVerdict.HeldBack _ -> throw new AssertionError(verdict.toString());
                case PushVerdict.Refused refused ->
                    assertThat(refused.because() + refused.instead()).isNotBlank();
            }
        }

        assertThat(allowed).isGreaterThan(1_000);
        assertThat(proposed).isGreaterThan(100);
    }

    private static void mustBeHarmless(String name) {
        assertThat(Repository.isValidRefName(name)).as("valid for git: " + name).isTrue();
        assertThat(KEPT.matcher(name).matches()).as("kept: " + name).isFalse();
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(211);
        assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(name);
        assertThat(name.codePoints().noneMatch(Character::isISOControl)).isTrue();
        assertThat(name.codePoints().noneMatch(point -> Character.getType(point) == Character.FORMAT))
                .isTrue();
        assertThat(name.substring(name.indexOf('/', 5) + 1)).doesNotStartWith("-");
        assertThat(name.toLowerCase(Locale.ROOT)).doesNotContain(".lock/").doesNotEndWith(".lock");
    }
}
