package arelops.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.gate.Soak;
import arelops.core.id.Release;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.MonitorServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// LINE-5: what alerts say of windows.
class AlarmsTest {
    private static final Release TRIAL = new Release(2, Small.commit(1), Small.DIGEST);
    private static final String OWN = Small.commit(1).hex();
    private static final String OTHER = Small.commit(0).hex();
    private static final Soak SOAK = new Soak(Small.WINDOW.multipliedBy(2), 1, 1);

    private static AlertWatch rule(AlertWatch.Silenced silenced) {
        return new AlertWatch(
                "alerts",
                new MonitorServer("http://127.0.0.1:9093", Optional.empty()),
                Map.of(),
                Optional.empty(),
                silenced,
                Optional.of("commit"));
    }

    private static Instant minute(int minute) {
        return Small.START.plus(Small.WINDOW.multipliedBy(minute));
    }

    private static AlertsSeen.Stretch stretch(int from, int to, AlertAnswer answer) {
        return new AlertsSeen.Stretch(minute(from), minute(to), answer);
    }

    private static AlertAnswer told(Alert... alerts) {
        return new AlertAnswer.Told(List.of(alerts));
    }

    private static Alert alert(Instant since, Alert.State state) {
        return new Alert("HighErrors", new TreeMap<>(Map.of("severity", "page")), since, state);
    }

    private static Alert firing(int minute) {
        return alert(minute(minute), new Alert.State.Firing());
    }

    private static Alert of(String commit) {
        return Small.alert(Map.of("commit", commit));
    }

    private static Alarms alarms(AlertsSeen.Stretch... heard) {
        return alarms(AlertWatch.Silenced.WAIT, heard);
    }

    private static Alarms alarms(AlertWatch.Silenced silenced, AlertsSeen.Stretch... heard) {
        return new Alarms(
                List.of(rule(silenced)),
                Map.of("alerts", new AlertsSeen(List.of(heard))),
                Optional.of(TRIAL),
                Small.START);
    }

    private static Alarms.Heard in(int minute, AlertsSeen.Stretch... heard) {
        return alarms(heard).in(Small.window(minute, 10, 0));
    }

    private static SoakReading reading(Alarms alarms, int windows) {
        List<Seen.Window> all = java.util.stream.IntStream.range(0, windows)
                .mapToObj(minute -> Small.window(minute, 10, 0))
                .toList();
        return SoakReading.of(all, SOAK, Small.WINDOW, List.of(), alarms);
    }

    @Test
    @DisplayName("LINE-5: a window counts only where every source was heard and nothing fires")
    void quiet_windows_count() {
        assertThat(reading(alarms(stretch(0, 2, told())), 2).isDone(SOAK)).isTrue();
        SoakReading half = reading(alarms(stretch(0, 1, told())), 2);
        assertThat(half.observed()).isEqualTo(1);
        assertThat(half.measured())
                .isEqualTo("1 of 2 windows, 10 requests, the last does not count: nobody could hear of alerts in all of"
                        + " the window");
        assertThat(reading(Alarms.NONE, 2).isDone(SOAK)).isTrue();
    }

    @Test
    @DisplayName("LINE-5: a source that does not answer, or is not asked, is never good")
    void an_unknown_source_is_never_good() {
        SoakReading deaf = reading(alarms(stretch(0, 9, new AlertAnswer.Unknown("nothing answers there"))), 8);
        assertThat(deaf.observed()).isZero();
        assertThat(deaf.samples()).isZero();
        assertThat(deaf.crossed()).isEmpty();
        assertThat(deaf.isOverdue()).isTrue();
        assertThat(deaf.unheard()).contains("nothing answers there");
        Alarms unasked = new Alarms(List.of(rule(AlertWatch.Silenced.WAIT)), Map.of(), Optional.empty(), Small.START);
        assertThat(reading(unasked, 3).observed()).isZero();
        Alarms moment = alarms(
                stretch(0, 1, told()), stretch(1, 1, new AlertAnswer.Unknown("too large")), stretch(1, 2, told()));
        assertThat(moment.in(Small.window(1, 10, 0)))
                .as("one answer of many in it")
                .isEqualTo(new Alarms.Heard.Unknown("too large"));
    }

    @Test
    @DisplayName("LINE-5: an alert in two windows running ends the soak, and is named")
    void two_windows_running() {
        Alarms alarms = alarms(stretch(0, 2, told()), stretch(3, 9, told(firing(3))));
        assertThat(reading(alarms, 4).crossed()).isEmpty();
        assertThat(reading(alarms, 5).crossed()).contains("alert HighErrors (severity page) fires");
        assertThat(reading(alarms(stretch(0, 1, told(firing(0))), stretch(2, 9, told())), 4)
                        .crossed())
                .as("it is over")
                .isEmpty();
    }

    @Test
    @DisplayName("TRF-3: an alert that may have fired by an injected fault is held against no release; one of a window"
            + " after that is")
    void while_alarms_are_tried() {
        Alarms plain = alarms(stretch(0, 9, told(firing(0))));
        Alarms tried = new Alarms(
                plain.rules(),
                plain.seen(),
                plain.release(),
                plain.since(),
                Small.window(3, 1, 0).start());

        assertThat(reading(plain, 3).crossed()).isPresent();
        assertThat(reading(tried, 3).crossed()).isEmpty();
        assertThat(reading(tried, 4).crossed()).isEmpty();
        assertThat(reading(tried, 5).crossed()).isPresent();
    }

    @Test
    @DisplayName("LINE-5: an alert that comes and goes within a window fires in it; one in every other ends nothing,"
            + " and those windows do not count")
    void flapping() {
        assertThat(in(0, stretch(0, 0, told()), stretch(0, 0, told(firing(0))), stretch(0, 1, told())))
                .isInstanceOf(Alarms.Heard.Firing.class);
        AlertsSeen seen = AlertsSeen.NOTHING;
        for (int second = 0; second < 480; second += 10) {
            boolean fires = second / 60 % 2 == 0 && second % 60 == 30;
            Alert alert = alert(Small.START.plusSeconds(second), new Alert.State.Firing());
            seen = seen.heard(Small.START.plusSeconds(second), fires ? told(alert) : told(), Small.WINDOW);
        }
        Alarms flaps = new Alarms(
                List.of(rule(AlertWatch.Silenced.WAIT)), Map.of("alerts", seen), Optional.of(TRIAL), Small.START);
        SoakReading reading = reading(flaps, 8);
        assertThat(reading.crossed()).isEmpty();
        assertThat(reading.observed()).isEqualTo(4);
    }

    @Test
    @DisplayName("LINE-5: an alert counts from when it began, also where it was heard of later")
    void it_fires_since_it_began() {
        AlertsSeen.Stretch late = stretch(3, 4, told(firing(1)));
        assertThat(in(0, stretch(0, 2, told()), late)).isEqualTo(new Alarms.Heard.Quiet());
        assertThat(in(1, stretch(0, 2, told()), late)).isInstanceOf(Alarms.Heard.Firing.class);
        assertThat(in(2, late)).as("nobody asked, and yet it is known").isInstanceOf(Alarms.Heard.Firing.class);
    }

    @Test
    @DisplayName(
            "LINE-5: a silenced or inhibited alert is told as such: the window does not count, unless the rules say"
                    + " so")
    void silenced_alerts() {
        Alert hushed = alert(minute(0), new Alert.State.Silenced("s-1"));
        Alert kept = alert(minute(0), new Alert.State.Inhibited("a-2"));
        assertThat(in(0, stretch(0, 1, told(hushed))))
                .isEqualTo(new Alarms.Heard.Unknown("alert HighErrors (severity page) is silenced, by s-1"));
        assertThat(in(0, stretch(0, 1, told(kept))))
                .isEqualTo(new Alarms.Heard.Unknown("alert HighErrors (severity page) is inhibited, by a-2"));
        assertThat(alarms(AlertWatch.Silenced.IGNORE, stretch(0, 1, told(hushed, kept)))
                        .in(Small.window(0, 10, 0)))
                .isEqualTo(new Alarms.Heard.Quiet());
        assertThat(in(0, stretch(0, 1, told(hushed, firing(0))))).isInstanceOf(Alarms.Heard.Firing.class);
    }

    @Test
    @DisplayName("LINE-5: an alert that names another release does not count; one that names both is the environment's")
    void alerts_that_name_a_release() {
        assertThat(in(0, stretch(0, 1, told(of(OTHER))))).isEqualTo(new Alarms.Heard.Quiet());
        assertThat(in(0, stretch(0, 1, told(of(OWN))))).isEqualTo(new Alarms.Heard.Firing(of(OWN), Alarms.On.RELEASE));
        assertThat(in(0, stretch(0, 1, told(of(OWN.substring(0, 7))))))
                .as("a short commit")
                .isEqualTo(new Alarms.Heard.Firing(of(OWN.substring(0, 7)), Alarms.On.RELEASE));
        assertThat(in(0, stretch(0, 1, told(of(OTHER), of(OWN)))))
                .isEqualTo(new Alarms.Heard.Firing(of(OWN), Alarms.On.BOTH));
        assertThat(in(0, stretch(0, 1, told(of("v1.2")))))
                .as("no commit")
                .isEqualTo(new Alarms.Heard.Firing(of("v1.2"), Alarms.On.ENVIRONMENT));
    }

    @Test
    @DisplayName(
            "LINE-5: the alerts are kept beside the entry: all of their labels, since when, and what was not known")
    void the_document() {
        Alarms alarms = alarms(
                stretch(0, 1, told(firing(0), alert(minute(0), new Alert.State.Silenced("s-1")))),
                stretch(1, 2, new AlertAnswer.Unknown("too large")));

        assertThat(alarms.documents()).containsOnlyKeys("alerts.json");
        assertThat(alarms.documents().get("alerts.json"))
                .contains(
                        "{\"labels\":{\"severity\":\"page\"},\"name\":\"HighErrors\",\"since\":\"2026-06-01T10:00:00Z\","
                                + "\"state\":\"firing\"}",
                        "is silenced, by s-1",
                        "\"unknown\":\"too large\"");
        assertThat(Alarms.NONE.documents()).isEmpty();
    }

    private static SideBySide beside(boolean compares, long stable, Alert... alerts) {
        List<Seen.Pair> pairs = java.util.stream.IntStream.range(0, 2)
                .mapToObj(minute -> new Seen.Pair(
                        Small.window(minute, 10, 0),
                        Optional.of(Small.window(minute, stable, 0)).filter(one -> stable > 0)))
                .toList();
        return SideBySide.of(
                pairs, List.of(), compares ? StableShare.HALF : StableShare.NONE, alarms(stretch(0, 2, told(alerts))));
    }

    @Test
    @DisplayName(
            "LINE-5, GATE-8: beside stable an alert blames the release only where it names it and stable was asked,"
                    + " too")
    void beside_stable() {
        assertThat(beside(true, 10).finding()).isEqualTo(SideBySide.Finding.NO_LONGER);
        assertThat(beside(true, 10, of(OWN)).finding()).isEqualTo(SideBySide.Finding.RELEASE);
        assertThat(beside(true, 10, of(OWN)).because())
                .isEqualTo("alert HighErrors fires; it names this release, and stable runs beside it");
        assertThat(beside(true, 0, of(OWN)).finding()).isEqualTo(SideBySide.Finding.UNSURE);
        assertThat(beside(true, 10, of(OWN), of(OTHER)).finding()).isEqualTo(SideBySide.Finding.STABLE_TOO);
        assertThat(beside(true, 10, of(OTHER)).finding()).isEqualTo(SideBySide.Finding.NO_LONGER);
        assertThat(beside(true, 10, firing(0)).finding()).isEqualTo(SideBySide.Finding.UNSURE);
        assertThat(beside(true, 10, firing(0)).because())
                .isEqualTo("alert HighErrors (severity page) fires; it does not tell of which release");
        assertThat(beside(true, 10, alert(minute(0), new Alert.State.Silenced("s")))
                        .finding())
                .isEqualTo(SideBySide.Finding.UNSURE);
    }

    @Test
    @DisplayName("GATE-8: where nothing ever settled, an alert that began while the release served blames it")
    void without_a_stable() {
        assertThat(beside(false, 0, firing(0)).finding()).isEqualTo(SideBySide.Finding.RELEASE);
        assertThat(beside(false, 0, firing(-1)).finding()).isEqualTo(SideBySide.Finding.UNSURE);
        assertThat(beside(false, 0).finding()).isEqualTo(SideBySide.Finding.NO_LONGER);
    }
}
