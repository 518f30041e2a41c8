package arelops.app.report;

import arelops.core.report.Findings;
import arelops.core.report.Level;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the JSON of OSV-Scanner. Aliases of one weakness are one group there, and one finding here.
final class OsvReader implements Tally {
    private final FindingCounts counts;

    OsvReader(Names names) {
        this.counts = new FindingCounts(names);
    }

    @Override
    public void add(Content content) throws IOException, Unreadable {
        boolean[] looked = {false};
        JsonPass.over(
                content,
                json -> json.object(name -> {
                    if (name.equals("results") && !json.isNull()) {
                        looked[0] = true;
                        json.list(() -> source(json));
                    } else {
                        json.skip();
                    }
                }));
        if (!looked[0]) {
            throw new Unreadable("it has no results: nothing was scanned");
        }
    }

    @Override
    public Findings findings() {
        return counts.sum();
    }

    private void source(JsonPass json) throws IOException, Unreadable {
        json.object(name -> {
            if (name.equals("packages") && !json.isNull()) {
                json.list(() -> new Dependency(json).read());
            } else {
                json.skip();
            }
        });
    }

    /// One package with its weaknesses.
    private final class Dependency {
        private final JsonPass json;
        private final Map<String, Level> weaknesses = new HashMap<>();
        private final List<Group> groups = new ArrayList<>();
        private String named = "";
        private String version = "";
        private int kept;

        Dependency(JsonPass json) {
            this.json = json;
        }

        private record Group(List<String> ids, Level level) {}

        void read() throws IOException, Unreadable {
            json.object(name -> {
                switch (name) {
                    case "package" -> json.object(this::name);
                    case "vulnerabilities" -> listed(this::weakness);
                    case "groups" -> listed(this::group);
                    default -> json.skip();
                }
            });
            groups.forEach(this::count);
            weaknesses.forEach((id, level) -> counts.found(level, id, place(), 0));
        }

        private void listed(JsonPass.Step item) throws IOException, Unreadable {
            if (!json.isNull()) {
                json.list(item);
            }
        }

        private void name(String key) throws IOException {
            switch (key) {
                case "name" -> named = json.text();
                case "version" -> version = json.text();
                default -> json.skip();
            }
        }

        private String place() {
            return version.isEmpty() ? named : named + "@" + version;
        }

        private void weakness() throws IOException, Unreadable {
            String[] id = {""};
            String[] word = {""};
            json.object(name -> {
                switch (name) {
                    case "id" -> id[0] = json.text();
                    case "database_specific" ->
                        json.object(key -> word[0] = json.textIf(key.equals("severity"), word[0]));
                    default -> json.skip();
                }
            });
            kept();
            weaknesses.merge(id[0], Scores.word(word[0]), Scores::worse);
        }

        private void group() throws IOException, Unreadable {
            List<String> ids = new ArrayList<>();
            Level[] level = {Level.UNRATED};
            json.object(name -> {
                switch (name) {
                    case "ids" ->
                        json.list(() -> {
                            kept();
                            ids.add(json.text());
                        });
                    case "max_severity" -> level[0] = Scores.level(json.text());
                    default -> json.skip();
                }
            });
            kept();
            groups.add(new Group(ids, level[0]));
        }

        private void kept() throws Unreadable {
            if (++kept > ReportLimits.WEAKNESSES) {
                throw json.at("one package has more than " + ReportLimits.WEAKNESSES + " weaknesses");
            }
        }

        /// The weaknesses of a group are counted once, at the worst that is said of any of them.
        private void count(Group group) {
            Level level = group.level();
            for (String id : group.ids()) {
                Level own = weaknesses.remove(id);
                level = own == null ? level : Scores.worse(level, own);
            }
            counts.found(level, group.ids().isEmpty() ? "" : group.ids().getFirst(), place(), 0);
        }
    }
}
