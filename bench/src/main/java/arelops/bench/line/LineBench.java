package arelops.bench.line;

import arelops.core.evidence.ErrorRecord;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.release.Command;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Users' failed requests through promotions, rejections, rollbacks and failovers, and how long they meet a bad
/// release.
public final class LineBench {
    private static final PrintStream OUT = System.out;
    private static final int NEWEST = 400;
    private static final int EACH = 10;

    private final Shop shop;
    private final Users users;
    private final List<Double> exposed = new ArrayList<>();

    private LineBench(Shop shop, Users users) {
        this.shop = shop;
        this.users = users;
    }

    /// How often each is done.
    private record Counts(int promotions, int rejections, int rollbacks, int failovers) {}

    /// Prints the failed requests after each kind of act.
    ///
    /// @param arguments `--promotions N` (100), `--rejections N` (20), `--rollbacks N` (20), `--failovers N` (5)
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Counts counts = new Counts(
                number(arguments, "--promotions", 100),
                number(arguments, "--rejections", 20),
                number(arguments, "--rollbacks", 20),
                number(arguments, "--failovers", 5));
        try (Shop shop = Shop.start(Files.createTempDirectory("arelops-line-"))) {
            CommitId first = shop.head();
            shop.until("the first release is settled", ledger -> shop.isSettled(ledger, first));
            try (Users users = new Users(shop.address())) {
                new LineBench(shop, users).run(counts);
            }
        }
    }

    private static int number(String[] arguments, String name, int standard) {
        int at = List.of(arguments).indexOf(name);
        return at < 0 ? standard : Integer.parseInt(arguments[at + 1]);
    }

    private void run(Counts counts) throws IOException, InterruptedException {
        for (int i = 1; i <= counts.promotions(); i++) {
            promoted();
            if (i % EACH == 0 || i == counts.promotions()) {
                told(i + " promotions");
            }
        }
        for (int i = 0; i < counts.rollbacks(); i++) {
            promoted();
            rolledBack();
        }
        told(counts.rollbacks() + " rollbacks");
        for (int i = 0; i < counts.failovers(); i++) {
            failedOver();
        }
        told(counts.failovers() + " failovers and back");
        OUT.println("failover took, ms: " + shop.failoversTook(NEWEST));
        for (int i = 0; i < counts.rejections(); i++) {
            rejected();
        }
        told(counts.rejections() + " rejections");
        if (!exposed.isEmpty()) {
            List<Double> sorted = exposed.stream().sorted().toList();
            OUT.printf(
                    Locale.ROOT,
                    "seconds from the first to the last answer of a bad release: median %.2f, longest %.2f%n",
                    sorted.get(sorted.size() / 2),
                    sorted.getLast());
        }
    }

    private void told(String what) {
        OUT.printf(
                Locale.ROOT,
                "after %s: %,d requests, %d failed%n",
                what,
                users.asked(),
                users.failures().size());
        users.failures().stream().limit(5).forEach(OUT::println);
    }

    private CommitId promoted() throws IOException, InterruptedException {
        CommitId good = shop.commit("good");
        shop.until(good.brief() + " is settled", ledger -> shop.isSettled(ledger, good));
        return good;
    }

    private void rolledBack() throws IOException, InterruptedException {
        CommitId newest = shop.head();
        shop.say(new Command.Rollback(EnvironmentName.PRODUCTION, Optional.empty(), true));
        shop.until(
                "PRODUCTION is back",
                ledger -> shop.production(ledger)
                        .serving()
                        .filter(serving -> !serving.commit().equals(newest))
                        .isPresent());
        shop.say(new Command.Resume(EnvironmentName.PRODUCTION));
    }

    private void failedOver() {
        shop.say(new Command.FailOver(Optional.empty(), Fact.FailedOver.Occasion.DRILL));
        shop.until(
                "users are elsewhere",
                ledger -> shop.production(ledger).failover().isPresent());
        shop.until(
                "users are back",
                ledger -> shop.production(ledger).failover().isEmpty()
                        && shop.production(ledger).guard().hold().isEmpty());
    }

    private void rejected() throws IOException, InterruptedException {
        CommitId bad = shop.commit(VersionedApp.FAULTY);
        String version = shop.version(VersionedApp.FAULTY);
        shop.until(bad.brief() + " is rejected", ledger -> !ledger.openErrors().isEmpty());
        List<Users.Faulty> met = users.of(version);
        exposed.add((met.getLast().nanos() - met.getFirst().nanos()) / 1e9);
        CommitId fix = shop.commit("good");
        shop.until("the fix is seen", ledger -> ledger.trunk().position(fix).isPresent());
        List<ErrorRecord> open = new ArrayList<>();
        shop.until("the error is there", ledger -> open.addAll(ledger.openErrors()));
        long error = open.getFirst().number();
        shop.say(new Command.ClearError(error, new Command.Clearing.Culprit(bad)));
        shop.say(new Command.ClearError(error, new Command.Clearing.FixedBy(bad, fix)));
        shop.until(fix.brief() + " is settled", ledger -> shop.isSettled(ledger, fix));
    }
}
