package arelops.core.change;

import java.util.List;
import java.util.Random;

/// Texts that nobody would write, out of pieces of which each is near to something that matters. The same seed
/// gives the same texts.
final class HostileTexts {
    private static final List<String> PIECES = List.of(
            "",
            " ",
            "a",
            "Title",
            "é",
            "e\u0301",
            "日本",
            "😀",
            "\ud83d",
            "\ude00",
            "\ufffd",
            "\ufeff",
            "\0",
            "\n",
            "\r\n",
            "\t",
            "\u0007",
            "\u0008",
            "\u001b[31m",
            "\u001b]0;t\u0007",
            "\u007f",
            "\u0085",
            "\u009b2J",
            "\u200b",
            "\u200d",
            "\u200e",
            "\u202e",
            "\u2066",
            "\u2069",
            "\u2028",
            "\u2029",
            "\u00ad",
            "\u061c",
            new String(Character.toChars(0xE0001)),
            "../",
            "..",
            "/",
            "//",
            "\\",
            "\\\\",
            "-",
            "--",
            "-rf",
            "--upload-pack=x",
            "@{",
            "@",
            "HEAD",
            ".lock",
            ".git",
            "git~1",
            "~",
            "^",
            ":",
            "?",
            "*",
            "**",
            "***",
            "[",
            "[a-z]",
            "!",
            "#",
            "\"",
            "'",
            "`id`",
            "$(id)",
            ";",
            "&&",
            "|",
            "<script>",
            "]]>",
            "{",
            "}",
            "\\u0000",
            "%00",
            "null",
            "0",
            "refs/heads/",
            "refs/for/main/",
            "=",
            ",",
            "@ana",
            "@org/group",
            "a@b.c",
            "x".repeat(60),
            "é".repeat(130));

    private final Random random;

    HostileTexts(long seed) {
        random = new Random(seed);
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    /// Now and then one of a megabyte.
    String next() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append(
                    random.nextInt(12) == 0
                            ? Character.toString(random.nextInt(0x11_0000))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        return random.nextInt(20_000) == 0 ? (text + "m").repeat((1 << 20) / (text.length() + 1)) : text.toString();
    }
}
