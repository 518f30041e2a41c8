package arelops.app.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One process of an instance with all its children: the group of its leader, and whatever of them left the group but
/// kept its mark.
///
/// Nothing else is ever signalled: a pid counts only with the start ticks or the mark that are ours.
final class ProcessGroup {
    /// So far a process is followed up to its parents.
    private static final int GENERATIONS = 64;

    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(50);

    private final ProcessTable table;
    private final ProcessRecord record;
    private final String mark;

    ProcessGroup(ProcessTable table, ProcessRecord record) {
        this.table = table;
        this.record = record;
        this.mark = Spawn.ID + "=" + record.mark();
    }

    /// Whether the leader, this very process, still runs.
    boolean leaderAlive() {
        return record.pid() > 0
                && record.bootId().equals(table.bootId())
                && table.find(record.pid())
                        .filter(entry -> entry.alive() && entry.startTicks() == record.startTicks())
                        .isPresent();
    }

    /// The living members. A group whose number was given to somebody else since has none.
    List<ProcessTable.Entry> members() {
        if (!record.bootId().equals(table.bootId())) {
            return List.of();
        }
        List<ProcessTable.Entry> candidates = table.members(record.pid(), mark);
        boolean ours = leaderAlive() || candidates.stream().anyMatch(entry -> table.carries(entry.pid(), mark));
        return ours ? candidates : List.of();
    }

    /// The same among these, without reading more of each: what left the group is known by its parents.
    List<ProcessTable.Entry> among(List<ProcessTable.Entry> all) {
        Map<Long, ProcessTable.Entry> byPid = new HashMap<>();
        all.forEach(entry -> byPid.put(entry.pid(), entry));
        ProcessTable.Entry leader = byPid.get(record.pid());
        if (record.pid() <= 0 || leader == null || leader.startTicks() != record.startTicks()) {
            return members();
        }
        return all.stream()
                .filter(entry -> entry.group() == record.pid() || isBelow(entry, byPid))
                .toList();
    }

    private boolean isBelow(ProcessTable.Entry entry, Map<Long, ProcessTable.Entry> byPid) {
        Optional<ProcessTable.Entry> next = Optional.of(entry);
        for (int generation = 0; generation < GENERATIONS && next.isPresent(); generation++) {
            if (next.get().pid() == record.pid()) {
                return true;
            }
            next = Optional.ofNullable(byPid.get(next.get().parent()));
        }
        return false;
    }

    long residentBytes() {
        return members().stream().mapToLong(ProcessTable.Entry::residentBytes).sum();
    }

    /// SIGTERM, then after the grace SIGKILL, until no member is left; false if some survived even that.
    boolean end(Duration grace) {
        signal("TERM");
        if (goneWithin(grace)) {
            return true;
        }
        // A member may fork while the list is read: look and kill until there is none.
        for (int round = 0; round < 20; round++) {
            signal("KILL");
            if (goneWithin(Duration.ofMillis(500))) {
                return true;
            }
        }
        return false;
    }

    private boolean goneWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!members().isEmpty()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(STEP);
        }
        return true;
    }

    private void signal(String name) {
        List<ProcessTable.Entry> members = members();
        if (members.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" -- \"$@\" 2>/dev/null", name));
        if (members.stream().anyMatch(entry -> entry.group() == record.pid())) {
            command.add("-" + record.pid());
        }
        for (ProcessTable.Entry entry : members) {
            if (entry.group() != record.pid()) {
                command.add(Long.toString(entry.pid()));
            }
        }
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(10, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no process could be started to send a signal", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
