package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.answer.Doc;
import arelops.app.answer.Span;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The screens as texts: from fixed answers of the API to the very lines that a person sees.
class RenderingTest {
    private final Doc status = Sample.doc(Sample.STATUS);

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private Doc environment(int index) {
        return status.list("apps").getFirst().list("environments").get(index);
    }

    @Test
    void the_status_on_a_wide_terminal_draws_the_line_with_its_flags() {
        assertThat(text(new StatusText(Sample.plain(120)).lines(status))).isEqualTo("""
                checkout   Needs you: PASSIVE waits with e6b10f7: needs approval for PASSIVE → arelops approve e6b10f7 --for passive.
                           9c1f2ab starts in BETA.

                  … 14     1b7d2aa  a83f019  d41c7b2  0c9be45  e6b10f7  9c1f2ab  77e0c31
                 ━━━━…━━━━━━━━●────────○────────✕────────●────────●┄┄┄┄┄┄┄┄○┄┄┄┄┄┄┄┄◌┄┄
                         PRODUCTION                   PASSIVE   BETA             at work
                                                                  └┄┄┄┄┄┄┄┄►

                  PRODUCTION  1b7d2aa  26 h        next 0c9be45  ◐ held      by @ann: cards failing (arelops resume production)
                  PASSIVE     0c9be45  3 h 10 min  next e6b10f7  ◐ approval  0 of 1, needs approval for PASSIVE (arelops approve e6b10f7
                                                                             --for passive)
                  BETA        e6b10f7  34 min      next 9c1f2ab  ↻ moving    9c1f2ab starts in BETA
                  trunk                                          ✓           trunk is built

                  ✕ error 50: d41c7b2 was rejected in PASSIVE   arelops error show 50
                  relaxed: approvals   arelops config explain
                  relaxed, as not in this release: environments.production.canary
                  tags verified against git 4 s ago
                """);
    }

    @Test
    void below_100_columns_commits_are_dots_and_reasons_go_below() {
        assertThat(text(new StatusText(Sample.plain(80)).lines(status))).contains("""

                 ━━…━━━●───○───✕───●───●┄┄┄○┄┄┄◌┄┄
                       PRODUCTION  PASSIVE     at work
                                       BETA
                                       └┄┄┄►

                  PRODUCTION  1b7d2aa  26 h        next 0c9be45  ◐ held
                      by @ann: cards failing (arelops resume production)
                """);
    }

    @Test
    @DisplayName("LINE-5: a soak is drawn as far as it is")
    void a_soak_is_drawn() {
        Doc soaks = Sample.doc(Sample.STATUS.replace(
                "\"state\":\"waiting\",\"sentence\":\"needs approval for PASSIVE\",",
                "\"state\":\"waiting\",\"sentence\":\"soak in PASSIVE\","
                        + "\"progress\":{\"countedSeconds\":2040,\"neededSeconds\":3600},"));

        assertThat(text(new StatusText(Sample.plain(120)).lines(soaks)))
                .contains("███████████░░░░░░░░░  56 %  34/60 min  0 of 1, soak in");
        assertThat(text(new StatusText(Sample.plain(50)).lines(soaks))).doesNotContain("█");
        assertThat(text(StatusText.plain(soaks, Sample.plain(120)))).doesNotContain("█");
        assertThat(ProgressBar.of(Sample.doc("{\"countedSeconds\":9,\"neededSeconds\":2}")))
                .isEqualTo("████████████████████  100 %  2/2 s");
        assertThat(ProgressBar.of(Doc.NOTHING)).isEmpty();
    }

    @Test
    @DisplayName("notes below the line go on in the next row where they are too long for one")
    void notes_are_wrapped() {
        Doc broken = Sample.doc(Sample.STATUS.replace(
                "\"rules\":{",
                "\"rules\":{\"broken\":\"the config of 4f0e1c9 cannot be used, as it has 3 problems\","));

        assertThat(new StatusText(Sample.plain(60)).lines(broken))
                .allMatch(line -> line.length() <= 60)
                .containsSequence(
                        "  ✕ the config of 4f0e1c9 cannot be used, as it has 3",
                        "    problems. Nothing is promoted. See arelops config check.");
    }

    private static String recorded(String json) {
        return new RecordedText(Sample.plain(200)).line(Sample.doc(json));
    }

    @Test
    @DisplayName("TRF-1: one line says what is recorded, when the newest ended, or what is in the way")
    void one_line_says_what_is_recorded() {
        String newest = "\"newest\":{\"id\":\"production-1\",\"ended\":\"2026-11-22T14:00:00Z\"}";

        assertThat(recorded(
                        "{\"environment\":\"production\",\"now\":{\"until\":\"2026-11-22T15:00:00Z\"}," + newest + "}"))
                .matches("↻ PRODUCTION is recorded until \\S+; production-1 ended at \\S+");
        assertThat(recorded("{\"environment\":\"production\",\"because\":\"nothing is deployed there yet\"}"))
                .isEqualTo("· PRODUCTION is not recorded now: nothing is deployed there yet");
        assertThat(recorded("{\"environment\":\"production\",\"trouble\":\"the node\\u001b does not answer\"}"))
                .startsWith("! PRODUCTION is not recorded: the node")
                .doesNotContain("\u001b");
        assertThat(recorded("{\"environment\":\"production\",\"now\":{\"until\":\"2026-11-22T15:00:00Z\"},"
                        + "\"newest\":{\"id\":\"p\",\"trouble\":\"The leak scan refused 3 requests of p.\"}}"))
                .endsWith("; the newest is not whole: The leak scan refused 3 requests of p.");
        Doc status = Sample.doc(Sample.STATUS.replaceFirst(
                "\"intake\"",
                "\"recording\":{\"environment\":\"production\",\"because\":\"nothing is deployed there yet\"},"
                        + "\"intake\""));
        assertThat(new StatusText(Sample.plain(100)).lines(status))
                .contains("  · PRODUCTION is not recorded now: nothing is deployed there yet");
    }

    @Test
    void a_painted_line_is_cut_to_the_columns_that_it_takes() {
        assertThat(View.fit("\u001b[31mabcdef\u001b[0m", 4)).isEqualTo("\u001b[31mabcd\u001b[0m");
        assertThat(View.fit("日本語x", 5)).isEqualTo("日本");
        assertThat(View.fit("abc", 3)).isEqualTo("abc");
    }

    @Test
    void below_60_columns_there_is_the_table_alone() {
        String narrow = text(new StatusText(Sample.plain(50)).lines(status));

        assertThat(narrow)
                .doesNotContain("━")
                .contains("  PASSIVE     0c9be45  ◐ approval\n      0 of 1, needs approval for PASSIVE (arelops\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 59, 60, 80, 99, 100, 120, 10_000})
    void colour_changes_nothing_but_colour(int columns) {
        List<String> plain = new StatusText(Sample.plain(columns)).lines(status);
        List<String> coloured = new StatusText(Sample.colour(columns)).lines(status);

        assertThat(coloured.stream()
                        .map(line -> line.replaceAll("\u001b\\[\\d*m", ""))
                        .toList())
                .isEqualTo(plain);
        assertThat(text(coloured))
                .contains("\u001b[33m◐ held\u001b[0m")
                .contains("\u001b[31m  ✕ error 50")
                .contains("\u001b[33mNeeds you:");
    }

    @Test
    void in_ascii_every_sign_has_a_stand_in() {
        String ascii = View.ascii(text(new StatusText(Sample.plain(120)).lines(status)));

        assertThat(ascii)
                .doesNotContain("?")
                .contains(" ====.========*--------o--------x--------*--------*........o...........")
                .contains("! approval", "~ moving");
        assertThat(ascii.chars()).allMatch(c -> c < 128);
    }

    @Test
    void plain_output_is_one_record_for_each_environment() {
        assertThat(StatusText.plain(status, Sample.plain(120)))
                .hasSize(3)
                .allMatch(line -> line.split("\t", -1).length == 8)
                .first()
                .isEqualTo("checkout\tbeta\te6b10f7a\t2026-11-22T13:38:00Z\ttrue\t9c1f2aba\tmoving\t"
                        + "9c1f2ab starts in BETA");
    }

    @Test
    void watching_prints_one_line_for_each_environment() {
        assertThat(StatusText.watched(status))
                .containsExactly(
                        "PRODUCTION waits with 0c9be45: PRODUCTION is held by @ann: cards failing",
                        "PASSIVE waits with e6b10f7: needs approval for PASSIVE",
                        "BETA 9c1f2ab starts in BETA",
                        "trunk: trunk is built");
    }

    @Test
    @DisplayName("GATE-6: every gate tells its state, what was measured and is needed, and what opens it")
    void why_shows_gate_by_gate_what_an_environment_waits_for() {
        assertThat(text(new WhyText(Sample.plain(120)).environment(environment(1))))
                .isEqualTo("""
                PASSIVE waits with e6b10f7: needs approval for PASSIVE.
                Needs you: arelops approve e6b10f7 --for passive

                  ✓ settled           settled in BETA
                  ◐ approval  0 of 1  needs approval for PASSIVE   arelops approve e6b10f7 --for passive
                  ↻ hours             closed; open mon-thu 09:00-16:00, since 10:00   the next opening   in 18 h, 23 Nov 09:00
                  · canary            canary steps are not in this release

                Earliest: 23 Nov 09:00.   Skip it: arelops promote e6b10f7 --to passive --skip approval -m "reason"   (recorded)
                """);
    }

    @Test
    @DisplayName("GATE-7: where skipping a gate takes several people, why says how many")
    void why_says_how_many_people_skip() {
        Doc two = Sample.doc(Sample.STATUS.replace("\"skip\":{\"people\":1", "\"skip\":{\"people\":2"))
                .list("apps")
                .getFirst()
                .list("environments")
                .get(1);

        assertThat(text(new WhyText(Sample.plain(120)).environment(two)))
                .contains("--skip approval -m \"reason\"   (recorded; takes 2 people, each with this command)\n");
    }

    @Test
    @DisplayName("GATE-7: a skipped gate is shown where the release serves, and what is owed below the line")
    void skipped_gates_are_shown() {
        String skip = """
                {"environment":"passive","short":"0c9be45","gate":"soak","by":["ann","bob"],"because":"cards failed",
                 "since":"2026-11-22T11:00:00Z","owed":"it settles in BETA"}""";
        Doc skipped = Sample.doc(Sample.STATUS
                .replace("\"environments\":[", "\"debts\":[" + skip + "],\"environments\":[")
                .replace("\"name\":\"passive\",", "\"name\":\"passive\",\"skipped\":[" + skip + "],"));

        assertThat(text(new StatusText(Sample.plain(120)).lines(skipped)))
                .contains("  ! PASSIVE took 0c9be45 without soak by @ann and @bob, 3 h 12 min ago: cards failed"
                        + "   owed: it settles in BETA\n");
        assertThat(text(new WhyText(Sample.plain(120))
                        .environment(skipped.list("apps")
                                .getFirst()
                                .list("environments")
                                .get(1))))
                .contains("soak was skipped for 0c9be45 by @ann and @bob, 3 h 12 min ago: cards failed"
                        + "   owed: it settles in BETA\n");
    }

    @Test
    void a_journey_tells_every_step_and_cannot_steer_the_terminal() {
        String journey = text(new HistoryText(Sample.plain(120)).show(Sample.doc(Sample.JOURNEY)));

        assertThat(journey).isEqualTo("""
                0c9be45  Log basket id  [31mwith every charge   Dev One, 21 Nov 16:20
                PASSIVE runs 0c9be45.

                  ✓ on trunk    seen 21 Nov 16:21
                  ✓ approval    approved by @rev-1, @rev-2
                  ✓ tests       passed
                  ✓ built       release 51
                  ✓ BETA        runs a newer one that contains it
                  ✓ PASSIVE     runs it
                  · PRODUCTION

                  Release 51, artifact sha256:9f2c000000000000… built once

                  51  09:58  checkout release 51 built from 0c9be45
                """);
    }

    @Test
    void an_answer_without_anything_in_it_renders_too() {
        Doc nothing = Sample.doc("{}");
        View view = Sample.plain(80);

        assertThat(new StatusText(view).lines(nothing)).isNotEmpty();
        assertThat(new WhyText(view).environment(nothing)).isNotEmpty();
        assertThat(new WhyText(view).commit(nothing)).isNotEmpty();
        assertThat(new HistoryText(view).show(nothing)).isNotEmpty();
        assertThat(new HistoryText(view).log(nothing)).containsExactly("Nothing is recorded yet.");
        assertThat(new HistoryText(view).diff(nothing, "A", "B")).isNotEmpty();
        assertThat(new ReportText(view).errors(nothing, true)).isNotEmpty();
        assertThat(new ReportText(view).people(nothing)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "59, 59 s",
        "60, 1 min",
        "2040, 34 min",
        "3599, 59 min",
        "3600, 1 h",
        "11400, 3 h 10 min",
        "36000, 10 h",
        "93600, 26 h",
        "259199, 71 h",
        "259200, 3 d",
        "-5, 0 s"
    })
    void times_are_said_as_people_say_them(long seconds, String said) {
        assertThat(Span.of(Duration.ofSeconds(seconds))).isEqualTo(said);
    }

    @Test
    void a_diff_says_which_way_it_goes() {
        Doc diff = Sample.doc("""
                {"from":{"short":"1b7d2aa"},"to":{"short":"0c9be45"},"direction":"forward",
                 "commits":[{"short":"0c9be45","subject":"Log","author":"Dev"}]}
                """);

        assertThat(new HistoryText(Sample.plain(80)).diff(diff, "PRODUCTION", "PASSIVE"))
                .containsExactly(
                        "PASSIVE is 1 commit ahead of PRODUCTION (1b7d2aa → 0c9be45).", "  0c9be45  Log   Dev");
    }

    @Test
    void an_error_tells_its_suspects_and_how_to_clear_them() {
        Doc error = Sample.doc("""
                {"number":50,"environment":"passive","open":true,"rejected":{"short":"d41c7b2"},
                 "suspects":[{"short":"d41c7b2","subject":"Prices","open":true},
                  {"short":"a83f019","subject":"Slots","open":false,"fixedBy":"77e0c31"}]}
                """);

        assertThat(text(new ReportText(Sample.plain(120)).error(error)))
                .startsWith("Error 50: d41c7b2 was rejected in PASSIVE. Releases with these suspects do not come to"
                        + " PASSIVE or beyond:\n"
                        + "  ✕ d41c7b2  suspect           Prices\n"
                        + "  ✓ a83f019  fixed by 77e0c31  Slots\n")
                .contains("arelops error clear 50 --suspect SHA --fixed-by SHA -m \"reason\"");
    }

    @Test
    void verification_names_what_is_wrong_and_the_mend() {
        Doc good = Sample.doc("{\"entries\":1204,\"findings\":[]}");
        Doc drift = Sample.doc("{\"entries\":7,\"findings\":[{\"kind\":\"drift\",\"text\":\"BETA is at x\"}]}");

        assertThat(new ReportText(Sample.plain(80)).verification(good, ""))
                .containsExactly("✓ 1204 records, chain intact", "✓ the tags agree with the evidence");
        assertThat(new ReportText(Sample.plain(80)).verification(drift, ""))
                .contains("✓ 7 records, chain intact", "✕ BETA is at x")
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("arelops repair"));
    }
}
