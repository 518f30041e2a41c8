package arelops.app.web;

import arelops.app.answer.CanaryLook;
import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.page.LineParts;
import arelops.app.page.Pages;
import arelops.app.page.Scene;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.Observed;
import arelops.core.id.Slot;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The page of the line as the board has it: made once for each board, however many look at it. It tells the time of
/// the look, not of whoever asks, so it is the same for all.
final class LiveLine {
    /// So many entries of the ledger are searched for moves of tags.
    private static final int ENTRIES = 300;

    private final Engine engine;
    private final Endpoints endpoints;
    private final Pages pages;
    private final AtomicReference<Optional<Made>> made = new AtomicReference<>(Optional.empty());
    private Optional<Read> read = Optional.empty();

    LiveLine(Engine engine, Endpoints endpoints, Pages pages) {
        this.engine = engine;
        this.endpoints = endpoints;
        this.pages = pages;
    }

    private record Made(Board board, LineParts parts) {
        @SuppressWarnings("ReferenceEquality") // a board is replaced, never changed: comparing all of it costs more
        boolean isOf(Board other) {
            return board == other;
        }
    }

    /// The newest entries of the ledger when it had so many.
    private record Read(long seq, List<Doc> entries) {}

    /// The parts of the page as of the newest board.
    LineParts parts() {
        Board board = engine.board();
        Optional<Made> last = made.get().filter(one -> one.isOf(board));
        return last.map(Made::parts).orElseGet(() -> made(board));
    }

    /// One at a time: who comes meanwhile takes what was made.
    private synchronized LineParts made(Board board) {
        Optional<Made> last = made.get().filter(one -> one.isOf(board));
        if (last.isPresent()) {
            return last.get().parts();
        }
        Scene scene =
                new Scene("", Optional.empty(), 0, new Scene.Files("", "", ""), board.at(), ZoneId.systemDefault());
        LineParts parts = pages.line(scene, new Doc(endpoints.status(board)), entries(board), canaries(board));
        made.set(Optional.of(new Made(board, parts)));
        return parts;
    }

    /// The ledger is read again only when it has grown. Where it cannot be read, what was read stays.
    private List<Doc> entries(Board board) {
        Optional<Observed> observed = board.observed();
        if (observed.isEmpty()) {
            return List.of();
        }
        long seq = observed.get().ledger().state().seq();
        if (read.filter(one -> one.seq() == seq).isEmpty()) {
            try {
                read = Optional.of(new Read(
                        seq,
                        new Doc(new HistoryPage(engine, observed.get())
                                        .log(Optional.empty(), Optional.empty(), ENTRIES))
                                .list("entries")));
            } catch (Fault unreadable) {
                return read.map(Read::entries).orElse(List.of());
            }
        }
        return read.orElseThrow().entries();
    }

    private Map<String, Map<String, CanaryLook>> canaries(Board board) {
        Map<String, Map<String, CanaryLook>> canaries = new HashMap<>();
        board.apps().forEach((app, decided) -> {
            Map<String, CanaryLook> ofApp = new HashMap<>();
            decided.line()
                    .keySet()
                    .forEach(environment -> engine.canary(new Slot(app, environment))
                            .ifPresent(look -> ofApp.put(environment.text(), look)));
            canaries.put(app.text(), ofApp);
        });
        return canaries;
    }
}
