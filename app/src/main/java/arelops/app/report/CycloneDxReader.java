package arelops.app.report;

import arelops.core.report.Findings;
import arelops.core.report.Level;
import java.io.IOException;
import java.util.Set;

/// Reads the `vulnerabilities` of CycloneDX 1.4 to 1.6 in JSON.
final class CycloneDxReader implements Tally {
    private static final Set<String> VERSIONS = Set.of("1.4", "1.5", "1.6");

    /// What somebody looked into and found not to be a weakness here.
    private static final Set<String> HARMLESS =
            Set.of("not_affected", "false_positive", "resolved", "resolved_with_pedigree");

    private final FindingCounts counts;

    CycloneDxReader(Names names) {
        this.counts = new FindingCounts(names);
    }

    @Override
    public void add(Content content) throws IOException, Unreadable {
        JsonPass.over(content, json -> new Bom(json).read());
    }

    @Override
    public Findings findings() {
        return counts.sum();
    }

    private final class Bom {
        private final JsonPass json;
        private String format = "";
        private String version = "";
        private boolean looked;

        Bom(JsonPass json) {
            this.json = json;
        }

        void read() throws IOException, Unreadable {
            json.object(name -> {
                switch (name) {
                    case "bomFormat" -> format = json.text();
                    case "specVersion" -> version = json.text();
                    case "vulnerabilities" -> {
                        looked = true;
                        json.list(this::weakness);
                    }
                    default -> json.skip();
                }
            });
            if (!format.equals("CycloneDX")) {
                throw new Unreadable("its bomFormat is \"" + format + "\", not CycloneDX");
            }
            if (!VERSIONS.contains(version)) {
                throw new Unreadable("its specVersion is \"" + version + "\"; CycloneDX 1.4, 1.5 and 1.6 are read");
            }
            if (!looked) {
                throw new Unreadable("it holds no vulnerabilities, not even an empty list: nobody looked for any");
            }
        }

        private void weakness() throws IOException, Unreadable {
            String[] id = {""};
            String[] place = {""};
            String[] state = {""};
            Level[] level = {Level.UNRATED};
            json.object(name -> {
                switch (name) {
                    case "id" -> id[0] = json.text();
                    case "ratings" -> json.list(() -> level[0] = Scores.worse(level[0], rating()));
                    case "affects" ->
                        json.list(() -> json.object(
                                key -> place[0] = json.textIf(key.equals("ref") && place[0].isEmpty(), place[0])));
                    case "analysis" -> json.object(key -> state[0] = json.textIf(key.equals("state"), state[0]));
                    default -> json.skip();
                }
            });
            if (HARMLESS.contains(state[0])) {
                counts.suppressed();
            } else {
                counts.found(level[0], id[0], place[0], 0);
            }
        }

        /// The severity; the score of CVSS where none is given.
        private Level rating() throws IOException, Unreadable {
            String[] severity = {""};
            String[] score = {""};
            String[] method = {""};
            json.object(name -> {
                switch (name) {
                    case "severity" -> severity[0] = json.text();
                    case "score" -> score[0] = json.text();
                    case "method" -> method[0] = json.text();
                    default -> json.skip();
                }
            });
            Level word = Scores.word(severity[0]);
            return word == Level.UNRATED && method[0].startsWith("CVSS") ? Scores.level(score[0]) : word;
        }
    }
}
