package arelops.bench.traffic;

import arelops.core.difference.Answer;
import arelops.core.difference.Asked;
import arelops.core.difference.Body;
import arelops.core.difference.DifferenceFinder;
import arelops.core.difference.DifferenceReport;
import arelops.core.difference.Finding;
import arelops.core.difference.Ignored;
import arelops.core.difference.Room;
import arelops.core.traffic.Bytes;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;

/// Has a million requests compared, by a Java whose heap is 64 MiB: its own data, the finder's and the
/// answers that are made for it.
///
/// Two kinds of traffic: a shop with noise and one price that changes in 0.1 % of the answers, and an
/// app that fills all the room there is: long routes, long places, long values that always differ, and
/// now and then a body with as many values as are read.
final class DifferenceBench {
    private static final double MEGA = 1e6;
    private static final double MEBI = 1024 * 1024;
    private static final int ITEMS = 5;
    private static final int LETTERS = 20;

    private static final int LARGE = 10_000;
    private static final int MOST_VALUES = 32_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final DifferenceFinder finder = new DifferenceFinder(Room.standard(), Ignored.standard(), 1);
    private final double began = seconds();
    private long bytes;

    private DifferenceBench() {}

    /// Prints a table.
    public static void main(String[] arguments) {
        long pairs = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        System.out.printf(
                "heap of %.0f MiB at most%n%n", (double) Runtime.getRuntime().maxMemory() / MEBI);
        System.out.println("| traffic | pairs | pairs/s | MB/s | kept | routes | places | found |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        new DifferenceBench().shop(pairs);
        new DifferenceBench().full(pairs);
    }

    private void shop(long pairs) {
        for (long number = 0; number < pairs; number++) {
            int price = number % 1000 == 17 ? 501 : 500;
            finder.compare(
                    new Asked(number, "GET", "/products/" + number % 5_000),
                    answer(products(number, price)),
                    answer(products(number, 500)),
                    answer(products(number, 500)));
        }
        print("a shop", pairs);
    }

    private String products(long number, int price) {
        StringBuilder body = new StringBuilder("{\"request\":\"").append(id()).append("\",\"items\":[");
        int first = random.nextInt(ITEMS);
        for (int i = 0; i < ITEMS; i++) {
            int item = (first + i) % ITEMS;
            body.append(i == 0 ? "" : ",").append("{\"id\":").append(10 + item).append(",\"name\":\"thing ");
            body.append(item).append("\",\"stock\":").append(number % 7).append(",\"price\":");
            body.append(item == 2 ? price : 100 * item).append('}');
        }
        return body.append("],\"total\":5}").toString();
    }

    /// In letters that take two bytes each.
    private void full(long pairs) {
        for (long number = 0; number < pairs; number++) {
            String start = "{\"" + "ж".repeat(50) + letters(number % 10_000) + "\":\"";
            String value = "п".repeat(100);
            Answer stable = answer(start + value + "\"}");
            finder.compare(
                    new Asked(number, "GET", "/" + letters(number % 1_000) + "/" + "ю".repeat(300)),
                    answer(start + "я" + value + "\"}"),
                    stable,
                    stable);
            if (number % LARGE == LARGE - 1) {
                finder.compare(new Asked(number, "GET", "/large"), large(1), large(2), large(3));
            }
        }
        print("all the room filled", pairs);
    }

    private Answer large(int value) {
        StringBuilder body = new StringBuilder("[" + value);
        for (int i = 1; i < MOST_VALUES; i++) {
            body.append(",\"")
                    .append(value)
                    .append((char) ('a' + i % 26))
                    .append(i)
                    .append('"');
        }
        return answer(body.append(']').toString());
    }

    private void print(String what, long pairs) {
        double took = seconds() - began;
        DifferenceReport report = finder.report();
        List<Finding> findings = report.findings();
        String found = findings.size() == 1
                ? findings.getFirst().place() + ", "
                        + findings.getFirst().counts().raw() + " times"
                : findings.size() + " places";
        System.out.printf(
                "| %s | %,d | %,.0f | %.0f | %.1f MiB | %,d | %,d | %s |%n",
                what,
                pairs,
                (double) pairs / took,
                (double) bytes / MEGA / took,
                kept(),
                report.compared().routes(),
                report.compared().places(),
                found);
    }

    /// All that lives after a collection.
    private static double kept() {
        ManagementFactory.getMemoryMXBean().gc();
        return (double) ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBI;
    }

    private Answer answer(String body) {
        Bytes content = Bytes.of(body);
        bytes += content.length();
        return new Answer(
                200,
                List.of(new Answer.Header("Content-Type", "application/json"), new Answer.Header("X-Request-Id", id())),
                new Body.Whole(content));
    }

    private String id() {
        long number = random.nextLong();
        return Long.toHexString(number | Long.MIN_VALUE);
    }

    private static String letters(long number) {
        StringBuilder text = new StringBuilder();
        for (long rest = number; text.length() < 4; rest /= LETTERS) {
            text.append((char) ('g' + rest % LETTERS));
        }
        return text.toString();
    }

    private static double seconds() {
        return (double) ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
