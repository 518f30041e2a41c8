package arelops.app.config;

import static arelops.app.config.ConfigSamples.invalid;
import static arelops.app.config.ConfigSamples.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("REL-3: every bad config gets a clear message with the place and the mend")
class ConfigProblemsTest {
    private static List<String> lines(String config) {
        return invalid(config).text().lines().toList();
    }

    @Test
    void a_bad_value_is_underlined_and_mended() {
        assertThat(invalid("environments:\n  beta:\n    soak: 1 hour\n").text()).isEqualTo("""
                ✕ .arelops.yaml:3:11  soak: 1 hour
                                            ^^^^^^ not a duration. Write 1h, 90m or 1h30m.""");
    }

    @Test
    @DisplayName("TRF-3: alarms are tried where no user is, with faults that an alarm tells of")
    void tried_alarms() {
        String limit = "watch: {errors: {max: 1%}}\n";
        assertThat(lines(limit + "environments: {production: {alarms: on}}").getLast())
                .endsWith("faults are not injected where users are. Write it in beta or passive.");
        assertThat(lines(limit + "environments: {beta: {alarms: {faults: [crash=20%]}}}")
                        .getLast())
                .endsWith("not a fault. Write errors=20%, errors=503@20%, latency=500ms@20% or drop=10%.");
        assertThat(lines(limit + "environments: {beta: {alarms: {faults: [latency=1s@20%]}}}")
                        .getLast())
                .contains("no alarm tells of these faults. Set watch.errors.max or watch.p99.max");
        assertThat(lines("environments: {beta: {alarms: on}}").getLast()).contains("no alarm tells of these faults.");
        assertThat(lines(limit + "environments: {beta: {alarms: {within: 1h}}}").getLast())
                .endsWith("an alarm fires after some time, and within 25m. Leave it out for three windows.");
        assertThat(lines(limit + "environments: {beta: {alarms: {expect: {errors: HighErrorRate}}}}")
                        .getLast())
                .endsWith("no Alertmanager is named that tells of alerts. Name it in watch.");
    }

    @Test
    @DisplayName("answers are compared where no user is, at places that an answer has")
    void compared_answers() {
        assertThat(lines("environments: {production: {diff: on}}").getLast())
                .endsWith("recorded traffic is not sent to where users are. Write it in beta or passive.");
        assertThat(lines("environments: {beta: {diff: {found: maybe}}}").getLast())
                .contains("Write show or hold or reject.");
        for (String place : List.of("price", "header X-Build", "items[].stock", "'$price'", "'$.a, b'")) {
            assertThat(lines("environments: {beta: {diff: {ignore: [\"" + place.replace("'", "") + "\"]}}}")
                            .getLast())
                    .endsWith("is no place of an answer."
                            + " Write status, body, 'header x-build' or '$.items[].stock', without a comma.");
        }
    }

    @Test
    void an_unknown_key_names_the_nearest_known_one() {
        assertThat(invalid("enviroments:\n  beta: {soka: 1h}\n").text()).isEqualTo("""
                ✕ .arelops.yaml:1:1  enviroments:
                                     ^^^^^^^^^^^ the config has no such key. Did you mean environments?""");
        assertThat(lines("environments: {beta: {soka: 1h}}").get(1)).endsWith("Did you mean soak?");
        assertThat(lines("environments: {test: {soak: 1h}}").get(1))
                .endsWith("The keys here are env, max, secrets, smoke, target, ttl.");
    }

    @Test
    void all_problems_are_reported_at_once_in_the_order_of_the_lines() {
        PolicyFile.Invalid invalid = invalid("""
                approvals: two
                bild: make
                checks: {Tests: make}
                environments:
                  beta: off
                  production: {canary: [5, 10], hours: sometimes, target: moon, freeze: [2026-02-30]}
                team: small
                health: healthz
                apps: {a: {after: [b]}}
                watch: {p99: {max: quick}}
                """);

        assertThat(invalid.problems())
                .extracting(p -> p.place().line() + " " + p.problem().path())
                .containsExactly(
                        "1 approvals",
                        "2 bild",
                        "3 checks.Tests",
                        "5 environments.beta",
                        "6 environments.production.canary[0]",
                        "6 environments.production.canary[1]",
                        "6 environments.production.hours",
                        "6 environments.production.target",
                        "6 environments.production.freeze[0]",
                        "7 team",
                        "8 health",
                        "9 apps.a.after",
                        "10 watch.p99.max");
        assertThat(invalid.problems()).allSatisfy(problem -> {
            assertThat(problem.problem().message()).endsWith(".");
            assertThat(problem.problem().mend()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "approvals: '2' | 1:12 | not a whole number.",
                "approvals: -1 | 1:12 | not a whole number.",
                "build: 5 | 1:8 | not a command.",
                "build: [make] | 1:8 | this is not what is needed here.",
                "build: | 1:7 | 'nothing is here, but a command is needed.'",
                "people: ['ana\\n'] | 1:10 | not a person's name.",
                "health: /a b | 1:9 | not a path of a request.",
                "artifact: [/etc/passwd] | 1:12 | not a pattern of files.",
                "artifact: a/../../b | 1:11 | not a pattern of files.",
                "trunk: a..b | 1:8 | not a branch name.",
                "environments: {beta: {tag: 'A B'}} | 1:28 | not a tag name.",
                "environments: {Beta: {}} | 1:16 | not an environment's name.",
                "environments: {beta: {mode: runn}} | 1:29 | no such word here.",
                "environments: {beta: {canary: {each: 5m}}} | 1:31 | the key steps is missing.",
                "environments: {beta: {canary: [50%, 10%]}} | 1:31 | the shares of a canary grow from above 0% to below 100%.",
                "environments: {production: off} | 1:28 | PRODUCTION cannot be left out.",
                "environments: {beta: {hours: mon 09:00-09:30}} | 1:30 | no opening is as long as the soak of 1h, so nothing could start.",
                "environments: {beta: {approvals: {count: 2, from: [ana]}}} | 1:42 | 2 approvals from 1 person.",
                "env: {A-B: c} | 1:7 | not a variable's name.",
                "people: [ana] | 1:9 | people are named for a small team only.",
                "{apps: {a: {}}, build: make} | 1:24 | with apps, each app has its own build.",
                "{apps: {}} | 1:8 | no app is named.",
                "checks: {t: {run: x, report: {}}} | 1:30 | a check has one report.",
                "watch: {a: {server: x, from: alertmanager, labels: {e: x}}} | 1:21 | not a server's address.",
                "watch: {a: {from: alertmanager, labels: {e: x}}} | 1:12 | nothing says where alerts are asked for.",
                "watch: {a: {from: alertmanager, server: 'http://h:1'}} | 1:12 | without labels every alert would count, everywhere.",
                "watch: {a: {from: alertmanager, server: 'http://h', labels: {e: $SHA}}} | 1:65 | there is no $SHA here.",
                "watch: {a: {from: alertmanager, server: 'http://h', labels: {e: $ENV}, max: 1%}} | 1:77 | alerts have no max: their rules have the limits.",
                "watch: {errors: {max: 1%, heartbeat: off}} | 1:38 | only alerts have the key heartbeat.",
                "watch: {a: {server: 'http://ann:pw@h:1'}} | 1:21 | not a server's address.",
                "watch: {a: {query: 'x{r=\"$ROLE\"}', worse: 10%}} | 1:12 | nothing says where the query is asked.",
                "watch: {a: {from: prometheus, server: 'http://h', worse: 10%}} | 1:12 | nothing says what is asked for.",
                "watch: {a: {server: 'http://h', query: 'x{r=\"$ROLE\"}'}} | 1:12 | nothing says how much is too much.",
                "watch: {a: {server: 'http://h', query: 'x{r=\"$ROLE\",p=\"$POD\"}', worse: 10%}} | 1:40 | there is no $POD here.",
                "watch: {a: {server: 'http://h', query: 'x{e=\"$ENV\"}', worse: 10%}} | 1:40 | the query asks the same for the canary and for its baseline.",
                "watch: {a: {server: 'http://h', query: 'x{r=\"$ROLE\"}', worse: 10%, fewer: 5%}} | 1:75 | where more and fewer are both worse, one tolerance holds for both.",
                "watch: {a: {from: router, server: 'http://h', query: 'x{r=\"$ROLE\"}', worse: 10%}} | 1:19 | a query is asked of a Prometheus, not of router.",
                "watch: {a: {server: 'http://h', query: 'x{r=\"$ROLE\"}', worse: 10%, labels: {e: x}}} | 1:76 | only alerts have the key labels.",
                "watch: {errors: {max: 1%, kind: counter}} | 1:33 | only a query has the key kind.",
                "window: 1ms | 1:9 | a window lasts from 1s to 1h.",
                "traffic: {sample: 5%} | 1:10 | the key record is missing.",
                "traffic: {record: prod} | 1:19 | there is no environment prod in the line.",
                "traffic: {record: test} | 1:19 | there is no environment test in the line.",
                "traffic: {record: production, sample: 0%} | 1:39 | a share of the sessions is above 0% and at most 100%.",
                "traffic: {record: production, sample: 101%} | 1:39 | a share of the sessions is above 0% and at most 100%.",
                "traffic: {record: production, each: 8d} | 1:37 | a recording lasts from 1s to 7d.",
                "traffic: {record: production, keep: 0s} | 1:37 | recordings are kept from 1s to 366d.",
                "traffic: {record: production, rate: 0} | 1:37 | at least one request a second is taken.",
                "traffic: {record: production, size: 1G} | 1:37 | not a size.",
                "traffic: {record: production, size: 900kB} | 1:37 | a recording takes 1MB at least.",
                "traffic: {record: production, size: 2GB, total: 1GB} | 1:49 | 'all recordings together are to take 1GB, less than one of them: 2GB.'",
                "traffic: {record: production, hide: ['$.card', '$card']} | 1:48 | '''$card'' is not understood from character 2 on: neither . nor [.'",
                "traffic: {record: production, hide: [{field: '$.a', with: rot13}]} | 1:59 | no such word here.",
                "traffic: {record: production, hide: [{with: hash}]} | 1:38 | the key field is missing.",
                "traffic: {record: production, skip: [charges]} | 1:38 | '''charges'' names no path.'",
                "traffic: {record: production, hidden: []} | 1:31 | traffic has no such key.",
                "urgent: [] | 1:9 | this is not what is needed here.",
                "5 | 1:1 | this is not what is needed here.",
                "[a] | 1:1 | this is not what is needed here."
            })
    void a_wrong_value_is_told_with_its_place(String config, String place, String message) {
        ConfigProblem problem = invalid(config).problems().getFirst();

        assertThat(problem.place().line() + ":" + problem.place().column()).isEqualTo(place);
        assertThat(problem.problem().message()).isEqualTo(message);
        assertThat(problem.problem().mend()).isNotEmpty();
    }

    @Test
    void what_is_not_yaml_is_told_with_its_place() {
        assertThat(lines("build: make\n\trun: x\n").get(1)).contains("a tab cannot stand here. Indent with spaces.");
        assertThat(lines("build: a: b\n").get(1)).contains("a second colon");
        assertThat(lines("build: 'make\n").get(1)).contains("not YAML");
        assertThat(lines("build: [a\n").get(1)).contains("not YAML");
        assertThat(lines("build: make\nbuild: make\n").get(1)).contains("the key build is here twice. Keep one.");
        assertThat(lines("---\nbuild: a\n---\nbuild: b\n").get(1)).contains("a second document");
        assertThat(lines("build: !!java.lang.Runtime x\n").get(1)).contains("tags have no meaning here");
        assertThat(lines("build: *nobody\n").get(1)).contains("an alias of something");
        assertThat(lines("build: &a [*a]\n").get(1)).contains("an alias of something");
        assertThat(lines("? [a]\n: b\n").get(1)).contains("a key is a word");
        assertThat(lines("build: \u0001\n").get(1)).contains("a character that YAML does not allow");
    }

    @Test
    void bombs_and_depth_and_size_and_other_encodings_end_early() {
        StringBuilder bomb = new StringBuilder("a: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("b").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
        }

        assertThat(lines(bomb.toString()).get(1)).contains("too much for a config, aliases counted.");
        StringBuilder circle = new StringBuilder("apps:\n  a0: {}\n");
        for (int i = 1; i < 1_000; i++) {
            circle.append("  a").append(i).append(": {after: [a").append(i - 1).append("]}\n");
        }
        assertThat(lines(circle.toString()).get(1)).contains("more than 200 names.");
        String repeated = "a: &a " + "x".repeat(500_000) + "\nb: [" + "*a, ".repeat(1_000) + "*a]\n";
        assertThat(lines(repeated).get(1)).contains("too much for a config, aliases counted.");
        assertThat(lines("window: " + "1h".repeat(200_000)).get(1)).contains("not a duration.");
        assertThat(lines("environments: {beta: {hours: 'mon " + "09:00-10:00,".repeat(50) + "'}}")
                        .get(1))
                .contains("hours have from 1 to 20 openings.");
        assertThat(lines("build: " + "[".repeat(100_000)).get(1)).contains("nested too deep.");
        assertThat(lines("build: " + "a".repeat(1 << 20)).get(1)).contains("the file is over 1 MB.");
        byte[] latin = "build: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(PolicyFile.parse(PolicyFile.NAME, latin, ConfigSamples.SHOP, Detected.NOTHING))
                .isInstanceOfSatisfying(PolicyFile.Invalid.class, invalid -> {
                    assertThat(invalid.problems().getFirst().problem().message())
                            .isEqualTo("this is not UTF-8.");
                    assertThat(invalid.problems().getFirst().place().column()).isEqualTo(11);
                });
    }

    @Test
    void nothing_in_a_file_reaches_the_terminal_as_a_control_sequence() {
        String text = invalid("build: \"\\e[2J\"\ncheks: \u202e\n").text();

        assertThat(text.lines()).noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
        assertThat(text).doesNotContain("\u202e");
    }

    @Test
    void a_very_long_line_is_cut_around_the_value() {
        String text = invalid("environments: {beta: {mode: run, " + "x".repeat(5_000) + ": 1, soak: 1 hour}}")
                .text();

        assertThat(text.lines()).allMatch(line -> line.length() < 400);
    }

    @Test
    void a_file_that_windows_wrote_is_read() {
        assertThat(parse("\uFEFFbuild: make\r\nrun: ./run\r\n")).isInstanceOf(PolicyFile.Valid.class);
    }
}
