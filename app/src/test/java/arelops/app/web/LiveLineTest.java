package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.answer.CanaryLook;
import arelops.app.deploy.LogPart;
import arelops.app.deploy.LogQuery;
import arelops.app.deploy.Reply;
import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.ledger.Since;
import arelops.app.ledger.Verification;
import arelops.app.page.HandMadeLine;
import arelops.app.page.LineParts;
import arelops.app.page.Pages;
import arelops.app.people.PeopleStore;
import arelops.app.people.TokenStore;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.UsedByHand;
import arelops.app.run.Isolation;
import arelops.app.run.Output;
import arelops.core.evidence.Entry;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Role;
import arelops.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of the line is made once for each board.
class LiveLineTest {
    private final HandMade made = new HandMade();
    private final AtomicReference<Board> board = new AtomicReference<>(made.board());
    private final AtomicInteger canaries = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final LiveLine line;

    LiveLineTest(@TempDir Path folder) throws Exception {
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", "shop.git");
        SettableClock clock = new SettableClock(HandMade.NOW);
        Accounts accounts = new Accounts(
                new PeopleStore(GitRepository.theirs(folder.resolve("shop.git"), "main")),
                new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock));
        Engine counting = new Counting();
        line = new LiveLine(counting, new Endpoints(counting, accounts, clock), new Pages());
    }

    /// Counts what it is asked.
    private final class Counting implements Engine {
        @Override
        public void nudge() {
            made.nudge();
        }

        @Override
        public Board board() {
            return board.get();
        }

        @Override
        public Optional<CanaryLook> canary(Slot slot) {
            canaries.incrementAndGet();
            return slot.environment().equals(EnvironmentName.PRODUCTION)
                    ? Optional.of(HandMadeLine.canary())
                    : Optional.empty();
        }

        @Override
        public Answer command(AppName app, PersonName person, Role role, Command command, String because) {
            return made.command(app, person, role, command, because);
        }

        @Override
        public UsedByHand.Entered traffic(UsedByHand used) {
            return made.traffic(used);
        }

        @Override
        public ChangeEngine changes() {
            return made.changes();
        }

        @Override
        public List<Entry> newest(int limit) {
            reads.incrementAndGet();
            return made.newest(limit);
        }

        @Override
        public Output output(String job, long from) {
            return made.output(job, from);
        }

        @Override
        public Reply<LogPart> logs(Slot slot, LogQuery query) {
            return made.logs(slot, query);
        }

        @Override
        public Verification verify(Policy policy, Since since) {
            return made.verify(policy, since);
        }

        @Override
        public Isolation isolation() {
            return made.isolation();
        }
    }

    @Test
    @DisplayName("a hundred who ask at once get the same page, made once; the next board makes the next")
    void made_once_for_each_board() {
        Set<LineParts> all = ConcurrentHashMap.newKeySet();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                askers.execute(() -> all.add(line.parts()));
            }
        }
        assertThat(all).hasSize(1);
        assertThat(canaries.get()).as("one for each environment").isEqualTo(3);
        assertThat(reads.get()).isEqualTo(1);

        board.set(made.board());
        LineParts next = line.parts();

        assertThat(canaries.get()).isEqualTo(6);
        assertThat(reads.get()).as("the ledger has not grown").isEqualTo(1);
        assertThat(next.part("waiting").version())
                .isEqualTo(all.iterator().next().part("waiting").version());
    }

    @Test
    @DisplayName("what the engine knows of a running canary is on the page")
    void a_running_canary() {
        assertThat(line.parts().part("waiting").html()).contains("Canary at <b>25 %</b>");
    }
}
