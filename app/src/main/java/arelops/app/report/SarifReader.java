package arelops.app.report;

import arelops.core.report.Findings;
import arelops.core.report.Level;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads SARIF 2.1.0 (OASIS). Two passes: the rules, which may stand behind the results that take their level from
/// them, and the results.
final class SarifReader implements Tally {
    private static final String VERSION = "2.1";

    private final FindingCounts counts;

    SarifReader(Names names) {
        this.counts = new FindingCounts(names);
    }

    @Override
    public void add(Content content) throws IOException, Unreadable {
        List<Rules> rules = new ArrayList<>();
        JsonPass.over(content, json -> new Declarations(json, rules).read());
        JsonPass.over(content, json -> new Results(json, rules).read());
    }

    @Override
    public Findings findings() {
        return counts.sum();
    }

    /// The level that SARIF's word means.
    private static Level level(String word) {
        return switch (word) {
            case "error" -> Level.HIGH;
            case "warning" -> Level.MEDIUM;
            case "note" -> Level.LOW;
            case "none" -> Level.INFO;
            default -> Level.UNRATED;
        };
    }

    /// The levels of a run's rules.
    ///
    /// @param scored those whose rule has a `security-severity`, which goes before a result's own level
    private record Rules(Map<String, Level> usual, Map<String, Level> scored, List<String> inOrder) {
        static Rules none() {
            return new Rules(new HashMap<>(), new HashMap<>(), new ArrayList<>());
        }
    }

    /// The first pass.
    private static final class Declarations {
        private final JsonPass json;
        private final List<Rules> runs;
        private int rules;

        Declarations(JsonPass json, List<Rules> runs) {
            this.json = json;
            this.runs = runs;
        }

        void read() throws IOException, Unreadable {
            String[] version = {""};
            int[] lists = {0};
            json.object(name -> {
                switch (name) {
                    case "version" -> version[0] = json.text();
                    case "runs" -> {
                        lists[0]++;
                        json.list(this::run);
                    }
                    default -> json.skip();
                }
            });
            if (!version[0].startsWith(VERSION)) {
                throw new Unreadable("its version is \"" + version[0] + "\"; SARIF 2.1.0 is read");
            }
            if (lists[0] != 1 || runs.isEmpty()) {
                throw new Unreadable("it has no run");
            }
        }

        private void run() throws IOException, Unreadable {
            Rules rules = Rules.none();
            boolean[] results = {false};
            json.object(name -> {
                switch (name) {
                    case "tool" -> json.object(part -> tool(part, rules));
                    case "invocations" -> invocations();
                    case "results" -> {
                        results[0] = !json.isNull();
                        json.skip();
                    }
                    default -> json.skip();
                }
            });
            if (!results[0]) {
                throw new Unreadable("a run without results: the tool did not look for any");
            }
            runs.add(rules);
            if (runs.size() > ReportLimits.RUNS) {
                throw new Unreadable("it has more than " + ReportLimits.RUNS + " runs");
            }
        }

        private void tool(String part, Rules rules) throws IOException, Unreadable {
            switch (part) {
                case "driver" -> component(rules, true);
                case "extensions" -> json.list(() -> component(rules, false));
                default -> json.skip();
            }
        }

        private void component(Rules rules, boolean driver) throws IOException, Unreadable {
            json.object(name -> {
                if (name.equals("rules")) {
                    json.list(() -> rule(rules, driver));
                } else {
                    json.skip();
                }
            });
        }

        private void rule(Rules rules, boolean driver) throws IOException, Unreadable {
            String[] id = {""};
            String[] level = {""};
            String[] score = {""};
            json.object(name -> {
                switch (name) {
                    case "id" -> id[0] = json.text();
                    case "defaultConfiguration" ->
                        json.object(key -> level[0] = json.textIf(key.equals("level"), level[0]));
                    case "properties" ->
                        json.object(key -> score[0] = json.textIf(key.equals("security-severity"), score[0]));
                    default -> json.skip();
                }
            });
            if (++this.rules > ReportLimits.RULES) {
                throw new Unreadable("it has more than " + ReportLimits.RULES + " rules");
            }
            if (driver) {
                rules.inOrder().add(id[0]);
            }
            rules.usual().put(id[0], level(level[0].isEmpty() ? "warning" : level[0]));
            if (!score[0].isEmpty()) {
                rules.scored().put(id[0], Scores.level(score[0]));
            }
        }

        private void invocations() throws IOException, Unreadable {
            if (json.isNull()) {
                return;
            }
            json.list(() -> json.object(name -> {
                if (name.equals("executionSuccessful") && !json.isTrue()) {
                    throw json.at("the tool says that its execution was not successful");
                }
                json.skip();
            }));
        }
    }

    /// The second pass.
    private final class Results {
        private final JsonPass json;
        private final List<Rules> runs;
        private int run;

        Results(JsonPass json, List<Rules> runs) {
            this.json = json;
            this.runs = runs;
        }

        void read() throws IOException, Unreadable {
            json.object(name -> {
                if (name.equals("runs")) {
                    json.list(this::run);
                } else {
                    json.skip();
                }
            });
        }

        private void run() throws IOException, Unreadable {
            Rules rules = runs.get(run++);
            json.object(name -> {
                if (name.equals("results")) {
                    json.list(() -> result(rules));
                } else {
                    json.skip();
                }
            });
        }

        private void result(Rules rules) throws IOException, Unreadable {
            Result result = new Result();
            json.object(name -> {
                switch (name) {
                    case "ruleId" -> result.rule = json.text();
                    case "ruleIndex" -> result.index = json.whole(-1);
                    case "rule" -> reference(result);
                    case "level" -> result.level = json.text();
                    case "kind" -> result.kind = json.text();
                    case "baselineState" -> result.gone = json.text().equals("absent");
                    case "suppressions" -> suppressions(result);
                    case "message" -> message(result);
                    case "locations" -> locations(result);
                    default -> json.skip();
                }
            });
            result.count(rules, counts);
        }

        private void reference(Result result) throws IOException, Unreadable {
            json.object(name -> {
                switch (name) {
                    case "id" -> result.rule = json.text();
                    case "index" -> result.index = json.whole(-1);
                    default -> json.skip();
                }
            });
        }

        /// A result is suppressed if there is a suppression, and none of them is under review or rejected.
        private void suppressions(Result result) throws IOException, Unreadable {
            if (json.isNull()) {
                return;
            }
            boolean[] all = {true};
            int[] number = {0};
            json.list(() -> {
                number[0]++;
                json.object(name ->
                        all[0] &= json.textIf(name.equals("status"), "accepted").equals("accepted"));
            });
            result.suppressed = number[0] > 0 && all[0];
        }

        private void message(Result result) throws IOException, Unreadable {
            json.object(name -> result.message = json.textIf(name.equals("text"), result.message));
        }

        private void locations(Result result) throws IOException, Unreadable {
            if (json.isNull()) {
                return;
            }
            json.list(() -> json.object(name -> {
                if (name.equals("physicalLocation")) {
                    json.object(part -> physical(part, result));
                } else {
                    json.skip();
                }
            }));
        }

        /// The first of several is shown.
        private void physical(String part, Result result) throws IOException, Unreadable {
            switch (part) {
                case "artifactLocation" ->
                    json.object(name ->
                            result.file = json.textIf(name.equals("uri") && result.file.isEmpty(), result.file));
                case "region" ->
                    json.object(name -> {
                        int number = json.whole(0);
                        result.line = name.equals("startLine") && result.line == 0 ? number : result.line;
                    });
                default -> json.skip();
            }
        }
    }

    /// One result while it is read.
    private static final class Result {
        private String rule = "";
        private int index = -1;
        private String level = "";
        private String kind = "fail";
        private String message = "";
        private String file = "";
        private int line;
        private boolean suppressed;
        private boolean gone;

        void count(Rules rules, FindingCounts counts) {
            if (gone || kind.equals("pass") || kind.equals("notApplicable") || kind.equals("informational")) {
                return;
            }
            if (suppressed) {
                counts.suppressed();
                return;
            }
            String id = rule.isEmpty() && index >= 0 && index < rules.inOrder().size()
                    ? rules.inOrder().get(index)
                    : rule;
            counts.found(level(id, rules), id.isEmpty() ? message : id, file, line);
        }

        private Level level(String id, Rules rules) {
            String parent = id.contains("/") ? id.substring(0, id.lastIndexOf('/')) : id;
            Optional<Level> scored = of(rules.scored(), id, parent);
            if (scored.isPresent()) {
                return scored.get();
            }
            return level.isEmpty()
                    ? of(rules.usual(), id, parent).orElse(Level.MEDIUM) // SARIF's default: warning
                    : SarifReader.level(level);
        }

        private static Optional<Level> of(Map<String, Level> levels, String id, String parent) {
            return Optional.ofNullable(levels.get(id)).or(() -> Optional.ofNullable(levels.get(parent)));
        }
    }
}
