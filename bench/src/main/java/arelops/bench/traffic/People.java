package arelops.bench.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Synthetic persons, each with what a shop knows of its users.
final class People {
    private static final String[] SYLLABLES = {
        "an", "bel", "cor", "dan", "el", "fre", "gar", "hil", "is", "jo", "kar", "len", "mar", "nor", "ol", "pet",
        "ros", "sam", "tor", "ul", "vic", "wal", "xen", "yas", "zel"
    };

    private final List<Person> all = new ArrayList<>();

    /// @param id a number of nine digits
    /// @param session 32 random letters and digits
    record Person(
            String first, String last, String email, String card, String phone, long id, String session, String token) {
        String name() {
            return first + " " + last;
        }
    }

    People(int count, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            all.add(person(random, i));
        }
    }

    List<Person> all() {
        return all;
    }

    private static Person person(Random random, int number) {
        String first = name(random, 2);
        String last = name(random, 3);
        String email = first.toLowerCase(Locale.ROOT) + "." + last.toLowerCase(Locale.ROOT) + number + "@mail"
                + random.nextInt(40) + ".com";
        String phone = "+49 1" + (50 + random.nextInt(30)) + " " + (1_000_000 + random.nextInt(9_000_000));
        long id = 100_000_000L + random.nextInt(900_000_000);
        String claims = "{\"sub\":\"" + id + "\",\"email\":\"" + email + "\",\"exp\":1800000000}";
        String token = url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + url(claims) + "." + letters(random, 43);
        return new Person(first, last, email, card(random), phone, id, letters(random, 32), token);
    }

    private static String name(Random random, int syllables) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            name.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        name.setCharAt(0, Character.toUpperCase(name.charAt(0)));
        return name.toString();
    }

    private static String url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String letters(Random random, int count) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    /// 16 digits that pass Luhn's test.
    private static String card(Random random) {
        StringBuilder digits = new StringBuilder("4929");
        while (digits.length() < 15) {
            digits.append(random.nextInt(10));
        }
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            int digit = digits.charAt(i) - '0';
            int weighed = i % 2 == 0 ? digit * 2 : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return digits.append((10 - sum % 10) % 10).toString();
    }
}
