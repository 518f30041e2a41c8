package arelops.app.report;

import arelops.core.id.Digest;
import arelops.core.report.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts tests. One that is there several times in a file was repeated: its last result counts, and
/// where it failed before it passed it is flaky.
final class TestCounts {
    private final Names names;
    private final Map<String, Bad> bad = new LinkedHashMap<>();
    private final List<String> listed = new ArrayList<>();
    private long passed;
    private long failed;
    private long errors;
    private long skipped;
    private long flaky;
    private long reruns;

    TestCounts(Names names) {
        this.names = names;
    }

    /// How a test did not pass.
    enum Kind {
        FAILED,
        ERROR
    }

    /// A test by its names; an empty own name is nobody's, so it is not known again.
    record Test(String group, String name) {
        private String key() {
            return Digest.of(group.length() + ":" + group + name).hex();
        }

        private boolean isNamed() {
            return !name.isBlank();
        }

        private String full() {
            String own = isNamed() ? name : "(a test without a name)";
            return group.isBlank() || own.startsWith(group) ? own : group + "." + own;
        }
    }

    /// A test of this file that failed.
    private static final class Bad {
        private final String shown;
        private Kind kind;
        private long times;
        private boolean passed;

        Bad(String shown, Kind kind) {
            this.shown = shown;
            this.kind = kind;
        }

        void again(Kind other) {
            kind = other;
            times++;
            passed = false;
        }
    }

    void passed(Test test) {
        Bad before = bad.isEmpty() ? null : bad.get(test.key());
        if (before == null || !test.isNamed()) {
            passed++;
        } else {
            before.passed = true;
        }
    }

    void skipped() {
        skipped++;
    }

    void failed(Test test, Kind kind) {
        if (!test.isNamed() || bad.size() >= ReportLimits.REPEATABLE) {
            countBad(kind);
            list(test.full());
            return;
        }
        bad.computeIfAbsent(test.key(), _ -> new Bad(names.shown(test.full()), kind))
                .again(kind);
    }

    /// The report itself says that the test failed so often before it passed.
    void flaky(Test test, long times) {
        Bad before = bad.get(test.key());
        if (before == null) {
            countFlaky(times);
        } else {
            before.times += times;
            before.passed = true;
        }
    }

    /// A suite claims more failures than it shows.
    void unnamed(String suite, long more) throws Unreadable {
        failed += more;
        if (failed > ReportLimits.CLAIM) {
            throw new Unreadable("it claims more than " + ReportLimits.CLAIM + " failures");
        }
        list(suite + " (counted by the suite, shown by no test)");
    }

    private void countBad(Kind kind) {
        switch (kind) {
            case FAILED -> failed++;
            case ERROR -> errors++;
        }
    }

    private void countFlaky(long times) {
        flaky++;
        reruns = Math.max(reruns, times);
    }

    private void list(String full) {
        if (listed.size() < Findings.LISTED) {
            listed.add(names.shown(full));
        }
    }

    /// The same name in another file is another test.
    void endFile() {
        for (Bad one : bad.values()) {
            if (one.passed) {
                countFlaky(one.times);
            } else {
                countBad(one.kind);
                if (listed.size() < Findings.LISTED) {
                    listed.add(one.shown);
                }
            }
        }
        bad.clear();
    }

    Findings.Tests sum() {
        return new Findings.Tests(passed, failed, errors, skipped, flaky, reruns, listed);
    }
}
