package arelops.bench.traffic;

import arelops.core.traffic.Exchange;
import arelops.core.traffic.anonymise.LeakReport;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts what of persons is left, by other means than the leak scan: sets of originals and regular
/// expressions.
final class Survivors {
    private static final Pattern NAME = Pattern.compile("[A-Z][a-z]+[ +]+(?=([A-Z][a-z]+))");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._+-]+(?:@[A-Za-z0-9.-]+)?");

    private Survivors() {}

    static long names(People people, List<Exchange> stored) {
        Set<String> names = new HashSet<>();
        people.all().forEach(person -> names.add(person.name()));
        long left = 0;
        for (Exchange exchange : stored) {
            Matcher matcher = NAME.matcher(text(exchange));
            while (matcher.find()) {
                String first = matcher.group().replaceAll("[ +]", "");
                left += names.contains(first + " " + matcher.group(1)) ? 1 : 0;
            }
        }
        return left;
    }

    static void print(People people, List<Exchange> stored, LeakReport report) {
        Set<String> values = new HashSet<>();
        for (People.Person person : people.all()) {
            values.addAll(List.of(person.email(), person.card(), person.session(), person.token()));
        }
        long left = 0;
        for (Exchange exchange : stored) {
            Matcher matcher = VALUE.matcher(text(exchange));
            while (matcher.find()) {
                left += values.contains(matcher.group()) ? 1 : 0;
            }
        }
        System.out.printf("addresses, cards, sessions and tokens left: %d%n", left);
        System.out.printf(
                "leak scan: %,d originals held, missed %s, by chance %d%n",
                report.held(), report.missed(), report.byChance());
    }

    private static String text(Exchange exchange) {
        String head = new String(exchange.request().head().toArray(), StandardCharsets.UTF_8);
        String decoded = URLDecoder.decode(head.replace("%", "%25").replace("%2540", "%40"), StandardCharsets.UTF_8);
        return decoded + new String(exchange.request().body().toArray(), StandardCharsets.UTF_8);
    }
}
