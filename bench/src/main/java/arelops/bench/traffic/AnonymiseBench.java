package arelops.bench.traffic;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.anonymise.Anonymiser;
import arelops.core.traffic.anonymise.HideRules;
import arelops.core.traffic.anonymise.LeakReport;
import arelops.core.traffic.anonymise.LeakScan;
import arelops.core.traffic.anonymise.PlantedPersons;
import arelops.core.traffic.anonymise.RecordingKey;
import arelops.core.traffic.anonymise.Vault;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/// Measures the anonymiser and the leak scan on synthetic traffic: megabytes a second of one thread's
/// processor time.
final class AnonymiseBench {
    private static final long SIZE = 50_000_000;
    private static final int PEOPLE = 20_000;
    private static final int REGULARS = 500;
    private static final int ROUNDS = 5;
    private static final int PLANTED = 200;
    private static final double MEGA = 1e6;

    /// What many recorders offer: one expression for addresses, cards, telephone numbers and addresses
    /// of machines.
    private static final Pattern EXPRESSION = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}"
            + "|\\b(?:\\d[ -]?){13,19}\\b|\\+\\d{1,3}[ -]?\\d{2,4}[ -]?\\d{4,10}"
            + "|\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+|\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b");

    private AnonymiseBench() {}

    /// @param stored what would be written
    private record Round(double seconds, List<Exchange> stored, Vault vault) {}

    /// Prints a table.
    public static void main(String[] arguments) {
        People people = new People(PEOPLE, 1);
        SyntheticTraffic traffic = new SyntheticTraffic(people.all(), SIZE, 2);
        System.out.printf(
                "%,d requests, %,d bytes, %,d persons; median of %d rounds after one to warm up (thread CPU time)%n%n",
                traffic.exchanges().size(), traffic.bytes(), PEOPLE, ROUNDS);
        double[] hiding = new double[ROUNDS];
        double[] scanning = new double[ROUNDS];
        double[] copying = new double[ROUNDS];
        double[] again = new double[ROUNDS];
        SyntheticTraffic regulars = new SyntheticTraffic(people.all().subList(0, REGULARS), SIZE, 2);
        Round round = hide(traffic);
        LeakReport report = scan(round);
        for (int i = 0; i < ROUNDS; i++) {
            copying[i] = copy(traffic);
            round = hide(traffic);
            hiding[i] = round.seconds();
            double before = seconds();
            report = scan(round);
            scanning[i] = (seconds() - before) * traffic.bytes() / size(round.stored());
        }
        for (int i = 0; i < ROUNDS; i++) {
            again[i] = hide(regulars).seconds();
        }
        double[] matching = {match(traffic), match(traffic), match(traffic)};
        System.out.println("| | MB/s | names left |");
        System.out.println("|---|---|---|");
        print("copied (bound)", copying, traffic, -1);
        print("anonymised", hiding, traffic, Survivors.names(people, round.stored()));
        print("anonymised, of " + REGULARS + " persons", again, regulars, -1);
        print("one regular expression", matching, traffic, -1);
        print("leak scan", scanning, traffic, -1);
        System.out.println();
        Survivors.print(people, round.stored(), report);
        plant();
        CleanText.print();
    }

    private static Round hide(SyntheticTraffic traffic) {
        byte[] key = new byte[RecordingKey.LENGTH];
        new Random(3).nextBytes(key);
        Vault vault = new Vault(new RecordingKey(key), HideRules.standard(), 1 << 20);
        Anonymiser anonymiser = new Anonymiser(vault);
        List<Exchange> stored = new ArrayList<>(traffic.exchanges().size());
        double before = seconds();
        for (Exchange exchange : traffic.exchanges()) {
            stored.add(anonymiser.anonymise(exchange).exchange());
        }
        return new Round(seconds() - before, stored, vault);
    }

    private static void plant() {
        byte[] key = new byte[RecordingKey.LENGTH];
        Vault vault = new Vault(new RecordingKey(key), HideRules.standard(), 1 << 16);
        PlantedPersons persons = new PlantedPersons(new RecordingKey(key), PLANTED);
        persons.plantIn(vault);
        Anonymiser anonymiser = new Anonymiser(vault);
        LeakScan scan = new LeakScan(vault);
        persons.exchanges()
                .forEach(exchange -> scan.scan(anonymiser.anonymise(exchange).exchange()));
        System.out.printf(
                "%d planted persons, %d values each: found afterwards %s%n",
                PLANTED, PlantedPersons.VALUES, scan.report().plantedFound());
    }

    private static LeakReport scan(Round round) {
        LeakScan scan = new LeakScan(round.vault());
        round.stored().forEach(scan::scan);
        return scan.report();
    }

    private static double copy(SyntheticTraffic traffic) {
        double before = seconds();
        long sum = 0;
        for (Exchange exchange : traffic.exchanges()) {
            sum += exchange.request().head().toArray().length
                    + exchange.request().body().toArray().length;
        }
        if (sum != traffic.bytes()) {
            throw new IllegalStateException("bytes were lost");
        }
        return seconds() - before;
    }

    /// On a tenth of the traffic; the rest would say the same.
    private static double match(SyntheticTraffic traffic) {
        double before = seconds();
        long length = 0;
        for (int i = 0; i < traffic.exchanges().size(); i += 10) {
            Exchange exchange = traffic.exchanges().get(i);
            length += replaced(exchange.request().head())
                    + replaced(exchange.request().body());
        }
        if (length == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return (seconds() - before) * 10;
    }

    private static int replaced(Bytes bytes) {
        String text = new String(bytes.array(), bytes.from(), bytes.length(), StandardCharsets.UTF_8);
        return EXPRESSION.matcher(text).replaceAll("x").length();
    }

    private static long size(List<Exchange> exchanges) {
        return exchanges.stream()
                .mapToLong(exchange -> SyntheticTraffic.size(exchange.request()))
                .sum();
    }

    private static void print(String what, double[] seconds, SyntheticTraffic traffic, long names) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        System.out.printf(
                "| %s | %.0f (best %.0f) | %s |%n",
                what,
                traffic.bytes() / MEGA / median,
                traffic.bytes() / MEGA / sorted[0],
                names < 0 ? "" : Long.toString(names));
    }

    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
