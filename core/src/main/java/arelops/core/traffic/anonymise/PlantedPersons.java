package arelops.core.traffic.anonymise;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Synthetic persons who are sent through the anonymiser beside the users, so that what it finds is
/// measured in each
/// recording. Their exchanges are not stored; they are scanned as if they were.
public final class PlantedPersons {
    /// How many values of each are looked for.
    public static final int VALUES = 5;

    private final List<Person> persons = new ArrayList<>();

    /// @param number from 1
    private record Person(int number, String name, String email, String card, String phone, String token) {}

    /// Other persons for each key.
    public PlantedPersons(RecordingKey key, int count) {
        Digest digest = new Digest(key.derived("planted"), key.derived("planted spread"));
        for (int number = 1; number <= count; number++) {
            byte[] seed = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
            digest.of(1, seed, 0, seed.length, false);
            persons.add(person(number, digest));
        }
    }

    /// Has the leak scan look for them.
    public void plantIn(Vault vault) {
        for (Person person : persons) {
            String who = "planted person " + person.number() + ": ";
            vault.plant(who + "name", person.name());
            vault.plant(who + "email", person.email());
            vault.plant(who + "card", person.card());
            vault.plant(who + "phone", person.phone());
            vault.plant(who + "token", person.token());
        }
    }

    /// What they send: their values in headers, cookies, query, path, JSON, a form, XML and free text.
    public List<Exchange> exchanges() {
        List<Exchange> exchanges = new ArrayList<>();
        for (Person person : persons) {
            String name = person.name().replace(" ", "%20");
            String json = "{\"name\":\"" + person.name() + "\",\"email\":\"" + person.email() + "\",\"card\":\""
                    + person.card() + "\",\"note\":\"" + person.name() + " (" + person.phone() + ") wrote from "
                    + person.email() + "\"}";
            String form = "name=" + name + "&email=" + person.email().replace("@", "%40") + "&card=" + person.card();
            String xml = "<customer card=\"" + person.card() + "\"><name>" + person.name() + "</name><phone>"
                    + person.phone() + "</phone></customer>";
            exchanges.add(exchange(person, "application/json", json));
            exchanges.add(exchange(person, "application/x-www-form-urlencoded", form));
            exchanges.add(exchange(person, "application/xml", xml));
        }
        return exchanges;
    }

    private static Exchange exchange(Person person, String type, String body) {
        String head = "POST /customers?name=" + person.name().replace(' ', '+') + "&email=" + person.email()
                + " HTTP/1.1\r\nAuthorization: Bearer " + person.token() + "\r\nCookie: sid=" + person.token()
                + "\r\nX-Note: " + person.email() + "\r\nContent-Type: " + type + "\r\n\r\n";
        HttpMessage message = HttpMessage.whole(Bytes.of(head), Bytes.of(body));
        HttpMessage answer = HttpMessage.whole(
                Bytes.of("HTTP/1.1 200 OK\r\nSet-Cookie: sid=" + person.token() + "; Path=/\r\nContent-Type: " + type
                        + "\r\n\r\n"),
                Bytes.of(body));
        return new Exchange(new SessionId("planted-" + person.number()), 0, 0, message, Optional.of(answer));
    }

    private static Person person(int number, Digest digest) {
        String name = word(digest, 6) + " " + word(digest, 9);
        String email = word(digest, 8).toLowerCase(java.util.Locale.ROOT) + number + "@" + "planted.test";
        int[] digits = new int[16];
        digits[0] = 5;
        digits[1] = 1;
        for (int i = 2; i < 15; i++) {
            digits[i] = digest.below(10);
        }
        digits[15] = Cards.check(digits, 15);
        StringBuilder card = new StringBuilder();
        for (int digit : digits) {
            card.append(digit);
        }
        StringBuilder phone = new StringBuilder("+49 1");
        for (int i = 0; i < 9; i++) {
            phone.append(digest.below(10));
        }
        Output token = new Output();
        digest.letters(40, token);
        String letters = new String(token.copy(), StandardCharsets.US_ASCII);
        return new Person(number, name, email, card.toString(), phone.toString(), letters);
    }

    private static String word(Digest digest, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((char) ((i == 0 ? 'A' : 'a') + digest.below(26)));
        }
        return word.toString();
    }
}
