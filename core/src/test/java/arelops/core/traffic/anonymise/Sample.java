package arelops.core.traffic.anonymise;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An anonymiser with a vault, and exchanges made of texts.
final class Sample {
    final Vault vault;
    final Anonymiser anonymiser;
    private final List<Exchange> stored = new ArrayList<>();

    Sample(HideRules rules, int key) {
        byte[] bytes = new byte[RecordingKey.LENGTH];
        bytes[0] = (byte) key;
        vault = new Vault(new RecordingKey(bytes), rules, 1 << 16);
        anonymiser = new Anonymiser(vault);
    }

    static Sample standard() {
        return new Sample(HideRules.standard(), 1);
    }

    static Sample hiding(String... rules) {
        return new Sample(new HideRules(rules(rules), List.of(), HideRules.Bodies.ALLOW_LIST), 1);
    }

    static Sample keeping(String... rules) {
        return new Sample(new HideRules(List.of(), rules(rules), HideRules.Bodies.ALLOW_LIST), 1);
    }

    static Sample detecting() {
        return new Sample(new HideRules(List.of(), List.of(), HideRules.Bodies.DENY_LIST), 1);
    }

    static List<HideRule> rules(String... texts) {
        List<HideRule> rules = new ArrayList<>();
        for (String text : texts) {
            int with = text.indexOf(" with ");
            HideRuleText.Parsed parsed = with < 0
                    ? HideRuleText.parse(text)
                    : HideRuleText.parse(text.substring(0, with), text.substring(with + 6));
            rules.add(((HideRuleText.Parsed.Rule) parsed).rule());
        }
        return rules;
    }

    static Exchange exchange(String head, byte[] body) {
        return new Exchange(
                new SessionId("s1"), 0, 1, HttpMessage.whole(Bytes.of(head), Bytes.copyOf(body)), Optional.empty());
    }

    Anonymised anonymise(Exchange exchange) {
        Anonymised anonymised = anonymiser.anonymise(exchange);
        stored.add(anonymised.exchange());
        return anonymised;
    }

    /// The head of a request with these header lines.
    String head(String target, String... headers) {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        Exchange exchange = exchange("GET " + target + " HTTP/1.1\r\n" + lines + "\r\n", new byte[0]);
        return text(anonymise(exchange).exchange().request().head());
    }

    String target(String target) {
        return head(target).split(" ", -1)[1];
    }

    String header(String name, String value) {
        String head = head("/", name + ": " + value);
        int at = head.indexOf(name + ": ");
        return head.substring(at + name.length() + 2, head.indexOf("\r\n", at));
    }

    String body(String type, String body) {
        Exchange exchange = exchange(
                "POST / HTTP/1.1\r\nContent-Type: " + type + "\r\n\r\n", body.getBytes(StandardCharsets.UTF_8));
        return text(anonymise(exchange).exchange().request().body());
    }

    String json(String body) {
        return body("application/json", body);
    }

    LeakReport scan() {
        LeakScan scan = new LeakScan(vault);
        stored.forEach(scan::scan);
        return scan.report();
    }

    /// What a scan says of a text that would be stored.
    LeakReport scanOf(String text) {
        LeakScan scan = new LeakScan(vault);
        scan.scan(Bytes.of(text));
        return scan.report();
    }

    static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }
}
