package arelops.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.answer.Amount;
import arelops.app.answer.CanaryLook;
import arelops.app.answer.Doc;
import arelops.app.page.LinePicture.Column;
import arelops.app.page.LinePicture.Dot;
import arelops.app.page.LinePicture.Flag;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The page of the line, of answers made by hand.
class LinePageTest {
    private static final String HOSTILE = "\"'><script>hurt=1</script><img src=x onerror=hurt()>";
    /// Words of the program itself: it switches by them.
    private static final Set<String> OWN =
            Set.of("name", "environment", "app", "state", "kind", "at", "since", "where");

    private final Pages pages = new Pages();
    private final HandMadeLine made = new HandMadeLine();

    private LinePicture picture(Map<String, CanaryLook> canaries) {
        return LinePicture.of(new Doc(made.status()), new Doc(made.app()), canaries, HandMadeLine.scene());
    }

    private static Column at(LinePicture picture, String commit) {
        return picture.columns().stream()
                .filter(column -> column.commit().text("short").equals(commit))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(LinePicture.Stack stack) {
        return stack.flags().stream().map(Flag::name).toList();
    }

    private String part(String name) {
        return made.parts(pages).part(name).html();
    }

    @Test
    @DisplayName("each flag stands on the commit that its environment runs, and a dashed one where it is to go")
    void flags_stand_on_their_commits() {
        LinePicture picture = picture(Map.of("production", HandMadeLine.canary()));

        assertThat(names(at(picture, "1b7d2aa").stack())).containsExactly("PRODUCTION");
        assertThat(names(at(picture, "0c9be45").stack())).containsExactly("PASSIVE");
        assertThat(names(at(picture, "0c9be45").ghosts())).containsExactly("PRODUCTION canary");
        assertThat(names(at(picture, "e6b10f7").stack())).containsExactly("BETA");
        assertThat(picture.arrows())
                .containsExactly(new LinePicture.Arrow(
                        at(picture, "1b7d2aa").place(), at(picture, "0c9be45").place(), 1, 0));
        assertThat(at(picture, "0c9be45").ghosts().flags().getFirst().text()).isEqualTo("25 % of traffic, step 2 of 4");
        assertThat(at(picture, "e6b10f7").stack().flags().getFirst().bar()).contains(56);
    }

    @Test
    @DisplayName("TRF-4: the steps of a load test stand beside the environment that was sent them, with stable's")
    void the_steps_of_a_load_test() {
        ObjectNode load = made.environment(1)
                .putArray("loads")
                .addObject()
                .put("gate", "load")
                .put("state", "borne")
                .put("because", "it bears 10x");
        load.putObject("limits").put("cpu", "80%").put("memory", "512MB");
        step(load, "release", 1).put("recovery", false);
        step(load, "stable", 1)
                .put("recovery", false)
                .put("unseen", "the node is down")
                .put("unheard", "no answer");
        step(load, "release", 2).put("invalid", "late");
        step(load, "release", 10)
                .put("failed", 30)
                .put("cpu", 153)
                .put("memory", 268_435_456)
                .put("machineCpu", 390)
                .put("machineCores", 4)
                .putArray("alerts")
                .add("HighErrorRate");
        step(load, "release", 1).put("recovery", true);

        assertThat(part("waiting"))
                .contains("Recorded traffic: it bears 10x.", "The load test, step by step")
                .contains("<td>1x</td><td>100/s of 102</td><td>0.9 ms</td><td>12 ms</td><td>0.00 %</td>")
                .contains("<td>1x, stable</td>", "<td>1x again</td>", "<td>3.00 %</td>")
                .contains("<th>CPU, cores</th><th>Memory</th><th>Machine, cores</th><th>Alerts</th>")
                .contains(
                        "<td>1.53 (at most 80%)</td><td>256 MiB (at most 512MB)</td><td>3.90 of 4</td>",
                        "✕</span> HighErrorRate</td>")
                .contains("<td>not known</td><td>not known</td><td>not known</td><td>not watched</td>")
                .contains("✕</span> not known</td>")
                .doesNotContain("<td>2x</td>");
    }

    @Test
    @DisplayName("TRF-3: what each alarm did at each fault stands beside the environment in which it was tried")
    void the_table_of_alarms() {
        ObjectNode alarms = made.environment(1)
                .putObject("alarms")
                .put("state", "wrong")
                .put("because", "the threshold p99 was silent at latency=500ms@20%");
        alarms.putArray("runs").addObject().put("name", "clean");
        alarms.withArray("runs").addObject().put("name", "latency=500ms@20%");
        ArrayNode cells =
                alarms.putArray("alarms").addObject().put("name", "p99").putArray("cells");
        cells.addObject().put("mark", "quiet").put("because", "");
        cells.addObject().put("mark", "silent").put("because", "p99 was at most 480 ms");
        ArrayNode more =
                alarms.withArray("alarms").addObject().put("name", "alert Slow").putArray("cells");
        more.addObject().put("mark", "quiet").put("because", "");
        more.addObject().put("mark", "fired").put("because", "").put("afterMillis", 94_120);

        assertThat(part("waiting"))
                .contains("Alarms: the threshold p99 was silent at latency=500ms@20%.", "Each alarm at each fault")
                .contains("<th>Alarm</th><th>clean</th><th>latency=500ms@20%</th>")
                .contains("<tr><td>p99</td><td>quiet</td><td><span class=\"x\">✕ silent</span></td></tr>")
                .contains("<tr><td>alert Slow</td><td>quiet</td><td>fired 94.1 s</td></tr>")
                .contains("<p class=\"why\">p99, latency=500ms@20%: silent, p99 was at most 480 ms.</p>");
    }

    @Test
    @DisplayName("the places that a release answers differently stand beside the environment that runs it")
    void the_table_of_differences() {
        ObjectNode found = made.environment(1)
                .putObject("differences")
                .put("state", "different")
                .put("because", "1 place is answered differently than by stable")
                .put("found", 102);
        found.putArray("places")
                .addObject()
                .put("route", "GET /products/{}")
                .put("place", "$.items[].price")
                .put("kind", "value")
                .put("compared", 20_000)
                .put("differing", 20)
                .put("noise", 1)
                .putArray("examples")
                .addObject()
                .put("stable", "<b>500</b>")
                .put("release", "");

        assertThat(part("waiting"))
                .contains("Answers: 1 place is answered differently than by stable.", "What is answered differently")
                .contains("<tr><td>GET /products/{}</td><td>$.items[].price</td><td>another value</td>"
                        + "<td>20 of 20,000</td><td>1</td>"
                        + "<td dir=\"auto\">&lt;b&gt;500&lt;/b&gt; → nothing</td></tr>")
                .contains("and 101 more");
    }

    private static ObjectNode step(ObjectNode load, String of, int factor) {
        return load.withArray("steps")
                .addObject()
                .put("of", of)
                .put("factor", factor)
                .put("reachedRate", 10_000)
                .put("wantedRate", 10_210)
                .put("sent", 1_000)
                .put("failed", 0)
                .put("p50", 912)
                .put("p99", 12_400);
    }

    @Test
    @DisplayName("a release that moves without a canary is on its way; one that serves already has no dashed flag")
    void without_a_canary() {
        assertThat(at(picture(Map.of()), "0c9be45").ghosts().flags().getFirst())
                .extracting(Flag::name, Flag::text)
                .containsExactly("PRODUCTION", "on its way");

        ((ObjectNode) made.environment(2).path("attempt")).put("moved", true);

        assertThat(picture(Map.of()).arrows()).isEmpty();
    }

    @Test
    @DisplayName(
            "the line is as strong from one commit to the next as the environment closest to customers that has it")
    void the_line_grows_stronger() {
        LinePicture picture = picture(Map.of());

        assertThat(picture.columns().stream().map(one -> one.ranks().own()))
                .containsExactly(3, 3, 2, 2, 2, 2, 2, 1, 1, 0);
        assertThat(picture.columns().stream().map(one -> one.ranks().next()))
                .containsExactly(3, 2, 2, 2, 2, 2, 1, 1, 0, 0);
    }

    @Test
    @DisplayName("a rejected commit, one that does not build, one at work and a folded run are told apart by words too")
    void states_of_commits() {
        made.commit(7)
                .withArray("builds")
                .removeAll()
                .addObject()
                .put("app", "checkout")
                .put("state", "not-built");

        LinePicture picture = picture(Map.of());

        assertThat(at(picture, "d41c7b2").state()).isEqualTo(Dot.REJECTED);
        assertThat(at(picture, "9c1f2ab").state()).isEqualTo(Dot.BUSY);
        assertThat(at(picture, "52aa8d0").state()).isEqualTo(Dot.BROKEN);
        assertThat(part("line")).contains("does not build", "rejected", "is being built", "… 14");
    }

    @Test
    @DisplayName("wherever three flags stand and one is to go, none covers another one or its pole")
    void no_flag_covers_another() {
        int size = 8;
        for (int world = 0; world < size * size * size * size; world++) {
            List<List<Flag>> standing = new ArrayList<>();
            List<List<Flag>> coming = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                standing.add(new ArrayList<>());
                coming.add(new ArrayList<>());
            }
            standing.get(world % size).add(flag("PRODUCTION", 2, "since yesterday 09:40"));
            standing.get(world / size % size).add(flag("PASSIVE", 1, "since 11:02"));
            standing.get(world / size / size % size).add(flag("BETA", 0, "soak, 34 min of 1 h"));
            coming.get(world / size / size / size).add(flag("PASSIVE", 1, "on its way"));

            LineLayout layout = LineLayout.of(standing, coming);
            List<Placed> placed = placed(standing, coming, layout);

            assertThat(placed).as("world " + world).doesNotHaveDuplicates();
            for (Placed one : placed) {
                for (Placed other : placed) {
                    assertThat(one.equals(other) || !one.covers(other))
                            .as("world " + world)
                            .isTrue();
                }
                for (LinePicture.Arrow arrow : layout.arrows()) {
                    assertThat(one.isCrossedBy(arrow, LineLayout.column(size)))
                            .as("world " + world)
                            .isFalse();
                }
            }
        }
    }

    private static Flag flag(String name, int number, String text) {
        return new Flag(name, 1, number, arelops.app.answer.Standing.NONE, text, Optional.empty());
    }

    /// Flags on one pole: they cover what lies between bottom and top to their right; the pole goes down to the line.
    private record Placed(double left, double right, int bottom, int top) {
        boolean covers(Placed other) {
            return (left < other.left && other.left < right && bottom < other.top && top > 0)
                    || (left == other.left && bottom < other.top && other.bottom < top);
        }

        boolean isCrossedBy(LinePicture.Arrow arrow, double column) {
            int level = arrow.base() + Math.max(0, arrow.rise());
            return left < (arrow.to() - 1) * column
                    && (arrow.from() - 1) * column < right
                    && bottom <= level
                    && level < top;
        }
    }

    private static List<Placed> placed(List<List<Flag>> standing, List<List<Flag>> coming, LineLayout layout) {
        List<Placed> placed = new ArrayList<>();
        double column = LineLayout.column(standing.size());
        for (int i = 0; i < standing.size(); i++) {
            place(placed, i * column, standing.get(i), layout.lift(i));
            place(placed, i * column, coming.get(i), layout.ghosts(i));
        }
        return placed;
    }

    private static void place(List<Placed> placed, double left, List<Flag> flags, int lift) {
        if (!flags.isEmpty()) {
            double width = flags.stream().mapToDouble(LineLayout::width).max().orElseThrow();
            placed.add(new Placed(left, left + width, lift, lift + flags.size()));
        }
    }

    @Test
    @DisplayName("GATE-6: what an environment waits for: each condition with its state, measure, need and who opens it")
    void what_it_waits_for() {
        assertThat(part("waiting"))
                .contains("PASSIVE waits for BETA to settle <span class=\"sha\">e6b10f7</span>.")
                .contains("<b>approval</b>", "0 of 1", "@rev-1 or @rev-2: ", "arelops approve e6b10f7 --for passive")
                .contains("<b>soak</b>", "34 min of 1 h", "3 of 4 met", "arelops error show 7");
    }

    @Test
    @DisplayName("a running canary shows value, baseline, limit, certainty and verdict; missing data is a dash")
    void a_canary_in_numbers() {
        assertThat(part("waiting"))
                .contains("<b>25 %</b> of the traffic, step 2 of 4, 18 windows")
                .contains("<td>p99</td><td>212 ms</td><td>208 ms</td><td>×1.02</td><td>×1.10</td><td>72.00 %</td>")
                .contains("not sure yet", "not worse")
                .contains("<td>memory</td><td>-</td><td>-</td><td>-</td><td>×1.10</td>", "no data");
        assertThat(Amount.percent(2.5)).isEqualTo("2.5 %");
        assertThat(Amount.certainty(0.99999)).isEqualTo(">99.99 %");
        assertThat(Amount.certainty(0.98999)).isEqualTo("98.99 %");
    }

    @Test
    @DisplayName("a window that tells nothing is a gap in the chart, not a value")
    void a_gap_in_the_chart() {
        Chart chart = new Chart(new CanaryLook.Series(
                List.of(1.0, Double.NaN, 2.0, 2.0), List.of(Double.NaN, Double.NaN, Double.NaN, Double.NaN)));

        assertThat(chart.baseline()).hasSize(2);
        assertThat(chart.baseline().getFirst()).isEqualTo("3.0,31.0 4.0,31.0".replace("31.0", y(chart)));
        assertThat(chart.canary()).isEmpty();
    }

    private static String y(Chart chart) {
        return chart.baseline().getFirst().replaceFirst(".*,", "");
    }

    @Test
    @DisplayName("REL-5: whatever people or repositories wrote is text on the page of the line")
    void hostile_words() {
        hostile(made.status());
        made.entries().forEach(entry -> hostile(entry.node()));

        String page = made.page(pages);

        assertThat(page).contains("&lt;script&gt;hurt=1&lt;/script&gt;").doesNotContain("<script>", "<img", "'><");
        assertThat(page.replaceAll("<[^>\"]*(\"[^\"]*\"[^>\"]*)*>", "")).doesNotContain("<", ">");
    }

    private static void hostile(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (object.path(name).isTextual() && !OWN.contains(name)) {
                    object.put(name, object.path(name).asText() + HOSTILE);
                }
                hostile(object.path(name));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isTextual()) {
                    array.set(i, new TextNode(HOSTILE));
                }
                hostile(array.get(i));
            }
        }
    }

    @Test
    @DisplayName("TRF-1: the page says in one line what is recorded and when the newest recording ended")
    void what_is_recorded() {
        assertThat(part("waiting")).doesNotContain("recorded");
        ObjectNode recording = made.app().putObject("recording").put("environment", "production");
        recording.put("because", "nothing is deployed there yet");
        assertThat(part("waiting")).contains("PRODUCTION is not recorded now: Nothing is deployed there yet.");

        recording.putObject("now").put("until", "2026-11-28T10:00:00Z");
        recording.putObject("newest").put("ended", "2026-11-28T09:00:00Z");
        assertThat(part("waiting")).contains("PRODUCTION is recorded until", "The newest recording ended at");

        recording.putObject("newest").put("trouble", "the leak scan refused <3> requests");
        assertThat(part("waiting")).contains("is not whole: The leak scan refused &lt;3&gt; requests.");
        recording.put("trouble", "the node does not answer");
        assertThat(part("waiting")).contains("PRODUCTION is not recorded: The node does not answer.");
    }

    @Test
    @DisplayName("REL-5: an address that is no http leads nowhere")
    void an_address_that_is_none() {
        made.environment(0).put("address", "javascript:hurt()");

        assertThat(part("waiting")).doesNotContain("javascript:");
    }

    @Test
    @DisplayName("a part has another version when what it shows is another, and only then")
    void versions() {
        Map<String, String> before = versions(made.parts(pages));
        assertThat(versions(made.parts(pages))).isEqualTo(before);

        made.environment(1)
                .putObject("hold")
                .put("by", "@op-1")
                .put("because", "a fair")
                .put("since", "x");
        Map<String, String> after = new HashMap<>(versions(made.parts(pages)));

        assertThat(after.get("waiting")).isNotEqualTo(before.get("waiting"));
        assertThat(after.get("line")).isNotEqualTo(before.get("line"));
        assertThat(after.get("moved")).isEqualTo(before.get("moved"));
        assertThat(after.get("sentence")).isEqualTo(before.get("sentence"));
    }

    private static Map<String, String> versions(LineParts parts) {
        Map<String, String> versions = new HashMap<>();
        parts.parts().forEach((name, part) -> versions.put(name, part.version()));
        return versions;
    }

    @Test
    @DisplayName("before the first look, and without anything to show, each part says so in a sentence")
    void empty_parts_say_so() {
        made.status().putArray("apps");
        made.status().putArray("trunk");
        made.status().remove("changes");
        made.status().remove("errors");
        Map<String, String> html = new HashMap<>();
        pages.line(HandMadeLine.scene(), new Doc(made.status()), List.of(), Map.of())
                .parts()
                .forEach((name, part) -> html.put(name, part.html()));

        assertThat(html.get("line")).contains("No commit of trunk was taken in yet.");
        assertThat(html.get("waiting")).contains("the first look at the repository has not ended");
        assertThat(html.get("changes")).contains("None is open.", "refs/for/main");
        assertThat(html.get("moved")).contains("No tag moved");
    }

    @Test
    @DisplayName("a repository of several apps has a line for each, and both say whose they are")
    void several_apps() {
        ObjectNode other = made.app().deepCopy().put("name", "tax");
        ((ArrayNode) made.status().path("apps")).add(other);

        String page = made.page(pages);

        assertThat(page).contains("<h2 class=\"app\">checkout</h2>", "<h2 class=\"app\">tax</h2>");
        assertThat(page.split("class=\"line ", -1)).hasSize(3);
    }

    @Test
    @DisplayName("REL-4: what somebody did by hand with recorded traffic stands below, with who and why")
    void traffic_by_hand() {
        ObjectNode entry = made.app().objectNode();
        entry.put("kind", "traffic")
                .put("at", "2026-11-22T14:00:00Z")
                .put("by", "@op-1")
                .put("outcome", "worse")
                .put("subject", "PASSIVE load test with production-1: worse (checkout)")
                .put("because", "before <the> fair");

        String html = pages.line(HandMadeLine.scene(), new Doc(made.status()), List.of(new Doc(entry)), Map.of())
                .part("moved")
                .html();

        assertThat(html)
                .contains("Recorded traffic by hand", "✕", "PASSIVE load test with production-1: worse")
                .contains("@op-1: before &lt;the&gt; fair", "No tag moved");
        assertThat(part("moved")).doesNotContain("by hand <span>");
    }

    @Test
    @DisplayName("of the ledger the page shows what moved a tag, kept one, or stopped an environment, and no more")
    void what_moved() {
        assertThat(Move.newest(made.entries(), 8).stream().map(move -> move.environment() + " " + move.verb()))
                .containsExactly("BETA to", "PASSIVE to", "PASSIVE goes on", "PASSIVE rejected", "PRODUCTION to");
        assertThat(part("moved")).contains("@op-1: checked by hand", "yesterday 09:40", "✕");
    }

    @Test
    @DisplayName("commits in a sentence are set as such, and words and numbers are not")
    void commits_in_sentences() {
        assertThat(Words.of("1b7d2aa and defaced, 1234567 too, 12345678 not"))
                .filteredOn(Words::commit)
                .extracting(Words::text)
                .containsExactly("1b7d2aa", "1234567");
    }
}
