package arelops.app.config;

import static arelops.app.config.ConfigSamples.SHOP;
import static arelops.app.config.ConfigSamples.sample;
import static arelops.app.config.ConfigSamples.valid;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.policy.AlarmPolicy;
import arelops.core.policy.AlarmRules;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.Approvals;
import arelops.core.policy.ByteSize;
import arelops.core.policy.Check;
import arelops.core.policy.DifferencePolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.FailoverPolicy;
import arelops.core.policy.LoadPolicy;
import arelops.core.policy.Mode;
import arelops.core.policy.MonitorServer;
import arelops.core.policy.NotInThisRelease;
import arelops.core.policy.Percent;
import arelops.core.policy.Policy;
import arelops.core.policy.QueryWatch;
import arelops.core.policy.Recipe;
import arelops.core.policy.RecordingPolicy;
import arelops.core.policy.Relaxed;
import arelops.core.policy.Report;
import arelops.core.policy.Team;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PolicyFileTest {
    private static EnvironmentPolicy environment(Policy policy, String name) {
        return policy.environment(new EnvironmentName(name)).orElseThrow();
    }

    @Test
    void the_hello_example_is_rules_and_a_recipe() {
        PolicyFile.Valid hello = valid(sample("hello"));

        Recipe recipe = hello.recipes().of(SHOP).orElseThrow();
        assertThat(recipe.build().orElseThrow().line()).isEqualTo("mvn -q package");
        assertThat(recipe.run()).contains("java -jar target/hello.jar --port=$PORT");
        assertThat(recipe.checks()).containsOnlyKeys("lint", "advisories", "tests");
        Policy policy = hello.policy();
        assertThat(policy.apps()).extracting(app -> app.name()).containsExactly(SHOP);
        assertThat(policy.checks().values()).allMatch(Check::beforeMerge);
        assertThat(environment(policy, "production").canary().orElseThrow().steps())
                .containsExactly(Percent.of(10), Percent.of(50));
        assertThat(policy.approvals()).isEqualTo(Approvals.STANDARD);
    }

    @Test
    void the_typical_example_amends_the_line() {
        PolicyFile.Valid typical = valid(sample("typical"));

        Policy policy = typical.policy();
        EnvironmentPolicy production = environment(policy, "production");
        assertThat(production.approvals().count()).isEqualTo(1);
        assertThat(production.hours().orElseThrow().text()).isEqualTo("mon-thu 09:00-16:00 Europe/Berlin");
        assertThat(production.soak().length()).isEqualTo(Duration.ofHours(2));
        assertThat(policy.line()).allMatch(environment -> environment.accept().isPresent());
        assertThat(typical.recipes()
                        .of(SHOP)
                        .orElseThrow()
                        .accept(EnvironmentName.BETA)
                        .orElseThrow()
                        .line())
                .isEqualTo("./mvnw -q -Pacceptance verify -Durl=$URL");
        assertThat(policy.watch()).containsOnlyKeys("errors", "p99");
        assertThat(policy.notInThisRelease())
                .extracting(NotInThisRelease::key)
                .noneMatch(key -> key.startsWith("traffic"));
        assertThat(policy.recording().orElseThrow().environment()).isEqualTo(EnvironmentName.PRODUCTION);
        assertThat(environment(policy, "beta").proving().recorded().replay()).contains(LoadPolicy.of(List.of(1)));
        assertThat(environment(policy, "passive").proving().recorded().load())
                .contains(LoadPolicy.of(List.of(1, 2, 5, 10)));
    }

    @Test
    @DisplayName("TRF-4: the steps of a load test, their time and their limits are rules")
    void a_load_test_in_its_long_form() {
        Policy policy = valid("""
                environments:
                  passive:
                    load: {steps: [1x, 4x], each: 30s, stop: {errors: 2%, p99: 800ms, alerts: off, cpu: 80%, memory: 512MB}, recording: weekend}
                """).policy();

        assertThat(environment(policy, "passive").proving().recorded().load())
                .contains(new LoadPolicy(
                        List.of(1, 4),
                        Duration.ofSeconds(30),
                        new LoadPolicy.Stop(
                                Optional.of(Percent.of(2)),
                                Optional.of(Duration.ofMillis(800)),
                                false,
                                new LoadPolicy.Use(
                                        Optional.of(Percent.of(80)), Optional.of(ByteSize.ofMegabytes(512)))),
                        "weekend"));
        assertThat(policy.text())
                .containsEntry("environments.passive.load", "[1x, 4x]")
                .containsEntry("environments.passive.load.each", "30s")
                .containsEntry("environments.passive.load.stop.errors", "2%")
                .containsEntry("environments.passive.load.stop.p99", "800ms")
                .containsEntry("environments.passive.load.stop.cpu", "80%")
                .containsEntry("environments.passive.load.stop.memory", "512MB")
                .containsEntry("environments.passive.load.stop.alerts", "off")
                .containsEntry("environments.passive.load.recording", "weekend");
        assertThat(policy.relaxed()).extracting(Relaxed::key).contains("environments.passive.load.stop.alerts");
    }

    @Test
    @DisplayName("what follows from an answer that differs, and which places are not compared, are rules")
    void compared_answers() {
        Policy policy = valid("""
                environments:
                  beta: {diff: on}
                  passive: {diff: {found: reject, ignore: ['header x-build', '$.items[].stock'], recording: weekend}}
                """).policy();

        assertThat(environment(policy, "beta").proving().recorded().difference())
                .contains(DifferencePolicy.USUAL);
        assertThat(environment(policy, "passive").proving().recorded().difference())
                .contains(new DifferencePolicy(
                        DifferencePolicy.Found.REJECT, List.of("$.items[].stock", "header x-build"), "weekend"));
        assertThat(policy.text())
                .containsEntry("environments.beta.diff", "on")
                .containsEntry("environments.beta.diff.found", "hold")
                .containsEntry("environments.passive.diff.ignore", "[$.items[].stock, header x-build]")
                .containsEntry("environments.passive.diff.recording", "weekend");
        assertThat(environment(valid("environments: {beta: {diff: off}}\n").policy(), "beta")
                        .proving()
                        .recorded()
                        .difference())
                .isEmpty();
    }

    @Test
    @DisplayName("TRF-3: which faults are injected, how soon alarms must fire and which alerts are expected are rules")
    void tried_alarms() {
        Policy policy = valid("""
                watch: {p99: {max: 400ms}, pager: {from: alertmanager, server: "http://127.0.0.1:9093", labels: {env: $ENV}}}
                environments:
                  beta: {alarms: on}
                  passive:
                    alarms: {faults: [errors=20%, latency=1s@20%], within: 4m, expect: {errors: HighErrorRate}, recording: weekend}
                """).policy();

        assertThat(environment(policy, "beta").proving().recorded().alarms()).contains(AlarmPolicy.USUAL);
        assertThat(environment(policy, "passive").proving().recorded().alarms())
                .contains(new AlarmPolicy(
                        List.of("errors=20%", "latency=1s@20%"),
                        Optional.of(Duration.ofMinutes(4)),
                        new TreeMap<>(Map.of("errors", List.of("HighErrorRate"))),
                        "weekend"));
        assertThat(policy.text())
                .containsEntry("environments.beta.alarms", "on")
                .containsEntry("environments.passive.alarms.faults", "[errors=20%, latency=1s@20%]")
                .containsEntry("environments.passive.alarms.within", "4m")
                .containsEntry("environments.passive.alarms.expect.errors", "[HighErrorRate]")
                .containsEntry("environments.passive.alarms.recording", "weekend");
        EnvironmentPolicy passive = environment(policy, "passive");
        assertThat(AlarmRules.digest(policy, passive))
                .isEqualTo(AlarmRules.digest(policy, passive))
                .isNotEqualTo(AlarmRules.digest(policy, environment(policy, "beta")));
        assertThat(valid("environments: {beta: {alarms: off}}").policy().text())
                .doesNotContainKey("environments.beta.alarms");
    }

    @Test
    void an_app_has_an_acceptance_test_of_its_own_where_the_environment_names_none() {
        PolicyFile.Valid several = valid("""
                apps:
                  web: {build: make web, run: ./web, accept: {run: ./try-web, retry: 2}}
                  tax: {build: make tax, run: ./tax, after: [web], path: tax}
                environments:
                  beta: {accept: ./try-beta}
                """);
        Policy policy = several.policy();
        AppName web = new AppName("web");

        for (EnvironmentPolicy rules : policy.line()) {
            String asked = policy.accept(web, rules).orElseThrow().line();
            assertThat(asked)
                    .isEqualTo(rules.name().equals(EnvironmentName.BETA) ? "./try-beta" : "./try-web")
                    .isEqualTo(several.recipes()
                            .of(web)
                            .orElseThrow()
                            .accept(rules.name())
                            .orElseThrow()
                            .line());
            assertThat(policy.accept(new AppName("tax"), rules).isPresent())
                    .isEqualTo(rules.name().equals(EnvironmentName.BETA));
        }
        assertThat(policy.text())
                .containsEntry("apps.web.accept", "./try-web")
                .containsEntry("apps.web.accept.retry", "2");
        assertThat(policy.notInThisRelease())
                .extracting(NotInThisRelease::key)
                .contains("apps.tax.after", "apps.tax.path")
                .doesNotContain("apps.web.after", "apps.web.path", "apps.web.accept");
    }

    @Test
    void how_often_a_failure_is_repeated_is_a_rule_of_checks_builds_and_acceptance_tests() {
        Policy policy = valid("""
                build: {run: make, retry: 3}
                accept: {run: ./accept, retry: 1}
                checks:
                  tests: {run: make test, retry: 2}
                """).policy();

        assertThat(policy.apps().getFirst().rebuild().repeats()).isEqualTo(3);
        assertThat(policy.checks().values())
                .singleElement()
                .satisfies(check -> assertThat(check.retry().repeats()).isEqualTo(2));
        assertThat(policy.line())
                .allSatisfy(
                        rules -> assertThat(rules.accept().orElseThrow().retry().allowsFlaky())
                                .isTrue());
        assertThat(policy.text()).containsEntry("checks.tests.retry", "2").containsEntry("apps.shop.build.retry", "3");
    }

    @Test
    @DisplayName("TRF-1: what the line records, how much of it, for how long and what is hidden are rules")
    void the_rules_of_recording() {
        RecordingPolicy recording = valid("""
                        traffic:
                          record: beta
                          sample: 5%
                          each: 30m
                          keep: 7d
                          rate: 50
                          size: 200MB
                          total: 2GB
                          hide: [authorization, "$..email", {field: "$.customerId", with: hash}, {field: "?q"}]
                          skip: [POST /charges, /admin]
                        """).policy().recording().orElseThrow();

        assertThat(recording)
                .isEqualTo(new RecordingPolicy(
                        EnvironmentName.BETA,
                        Percent.of(5),
                        new RecordingPolicy.Pace(Duration.ofMinutes(30), Duration.ofDays(7)),
                        new RecordingPolicy.Limits(50, ByteSize.ofMegabytes(200), ByteSize.ofMegabytes(2_000)),
                        List.of("authorization", "$..email", "$.customerId=hash", "?q"),
                        List.of("POST /charges", "/admin")));
        assertThat(valid("traffic: {record: production}").policy().recording())
                .contains(RecordingPolicy.of(EnvironmentName.PRODUCTION));
    }

    @Test
    void the_big_example_loads_and_names_its_kinds_as_not_in_this_release() {
        PolicyFile.Valid big = valid(sample("big"));

        Policy policy = big.policy();
        assertThat(policy.apps()).extracting(app -> app.name().text()).containsExactly("checkout", "tax");
        assertThat(policy.apps().get(1).after()).containsExactly(new AppName("checkout"));
        assertThat(policy.approvals().owners()).isTrue();
        assertThat(environment(policy, "production").freezes()).hasSize(1);
        assertThat(environment(policy, "production").canary().orElseThrow().samples())
                .isEqualTo(2000);
        assertThat(policy.line()).allMatch(environment -> environment.mode() == Mode.OBSERVE);
        assertThat(policy.notInThisRelease())
                .extracting(NotInThisRelease::key)
                .contains(
                        "checks.pentest.on",
                        "checks.pentest.every",
                        "checks.advisories.max",
                        "targets.eu-prod",
                        "watch.errors.max",
                        "notify",
                        "traffic.record");
        assertThat(policy.notInThisRelease()).allSatisfy(thing -> {
            assertThat(thing.sentence()).contains("not in this release");
            assertThat(thing.gate()).isNotEmpty();
        });
        assertThat(big.recipes().apps()).extracting(recipe -> recipe.health()).containsExactly("/health", "/healthz");
        assertThat(policy.tagName(new AppName("tax"), EnvironmentName.BETA)).isEqualTo("tax/BETA");
    }

    @Test
    void an_empty_file_is_the_standard() {
        assertThat(valid("").policy().line()).isEqualTo(Policy.standard(SHOP).line());
        assertThat(valid("# nothing\n").policy().digest())
                .isEqualTo(valid("{}").policy().digest());
        assertThat(PolicyFile.none(SHOP, Detected.NOTHING).policy())
                .isEqualTo(valid("---\n").policy());
    }

    @Test
    void a_new_environment_comes_after_the_one_above_it() {
        assertThat(names("environments: {beta: {}, staging: {soak: 3h}, audit: {}}"))
                .containsExactly("beta", "staging", "audit", "passive", "production");
        assertThat(names("environments: {early: {}, production: {}, late: }"))
                .containsExactly("early", "beta", "passive", "production", "late");
        assertThat(names("environments: {test: {}, first: {}}"))
                .containsExactly("first", "beta", "passive", "production");
    }

    @Test
    @DisplayName("PAS-4: passive: off leaves it out, relaxed")
    void passive_off_leaves_it_out() {
        Policy policy = valid("environments: {passive: off, extra: {}}").policy();

        assertThat(policy.line()).extracting(e -> e.name().text()).containsExactly("beta", "extra", "production");
        assertThat(policy.relaxed()).extracting(Relaxed::key).contains("environments.passive");
        assertThat(valid("environments: {test: off}").policy().test()).isEmpty();
    }

    private static List<String> names(String text) {
        return valid(text).policy().line().stream().map(e -> e.name().text()).toList();
    }

    @Test
    void the_short_and_the_long_form_say_the_same() {
        String brief = """
                approvals: 1
                accept: ./accept
                checks: {tests: make test}
                watch: {errors: 1%}
                environments:
                  beta: {soak: 1h30m, canary: [10%], probe: off, approvals: 1, freeze: 2026-12-24}
                """;
        String wordy = """
                approvals: {count: 1, owners: false, stale: drop}
                accept: {run: ./accept, timeout: 30m, retry: 0}
                checks: {tests: {run: make test}}
                watch: {errors: {max: 1.0%, from: router}}
                environments:
                  beta:
                    soak: {length: 90m, samples: 100}
                    canary: {steps: [10%], each: 15m, unsure: hold, baseline: true}
                    probe: {on: false}
                    approvals: {count: 1}
                    freeze: [2026-12-24]
                """;

        assertThat(valid(wordy).policy().digest())
                .isEqualTo(valid(brief).policy().digest());
        assertThat(valid(wordy).recipes()).isEqualTo(valid(brief).recipes());
    }

    @Test
    void every_key_of_an_environment_is_read() {
        EnvironmentPolicy beta = environment(valid("""
                        env: {LOG: info, PORTS: 2}
                        secrets: [DB_PASSWORD]
                        environments:
                          beta:
                            mode: propose
                            newer: replace
                            finish: any
                            drift: hold
                            tag: LOWER
                            instances: 3
                            keep: 2d
                            probe: [/a, /b]
                            mirror: production
                            env: {LOG: debug}
                            secrets: [API_KEY]
                            retries: 5
                            backoff: 10s
                            ready: 1m
                            accept: {run: ./try, timeout: 5m, retry: 1}
                        """).policy(), "beta");

        assertThat(beta.mode()).isEqualTo(Mode.PROPOSE);
        assertThat(beta.tag()).isEqualTo("LOWER");
        assertThat(beta.instances()).isEqualTo(3);
        assertThat(beta.keep()).isEqualTo(Duration.ofDays(2));
        assertThat(beta.probe().paths()).containsExactly("/a", "/b");
        assertThat(beta.mirror()).contains(EnvironmentName.PRODUCTION);
        assertThat(beta.env()).isEqualTo(Map.of("LOG", "debug"));
        assertThat(beta.secrets()).containsExactly("API_KEY");
        assertThat(beta.retries()).isEqualTo(5);
        assertThat(beta.backOff()).isEqualTo(Duration.ofSeconds(10));
        assertThat(beta.healthDeadline()).isEqualTo(Duration.ofMinutes(1));
        assertThat(beta.accept().orElseThrow().retry().declared()).isEqualTo(1);
    }

    @Test
    @DisplayName("PAS-1, LINE-4: PASSIVE gets copies of PRODUCTION's requests, unless the file says otherwise")
    void passive_gets_copies() {
        assertThat(mirror("team: small\npeople: [ana]\n")).contains(EnvironmentName.PRODUCTION);
        assertThat(mirror("environments: {passive: {mirror: off}}\n")).isEmpty();
        assertThat(mirror("environments: {passive: {mirror: beta}}\n")).contains(EnvironmentName.BETA);
    }

    private static Optional<EnvironmentName> mirror(String file) {
        return environment(valid(file).policy(), "passive").mirror();
    }

    @Test
    @DisplayName("PAS-3: how long a failover may take, and how users come back, are rules of PRODUCTION")
    void a_failover_has_rules() {
        assertThat(failover("team: small\npeople: [ana]\n")).isEqualTo(FailoverPolicy.STANDARD);
        assertThat(failover("environments: {production: {failover: 10s}}\n").within())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(failover("environments: {production: {failover: {back: [5%, 50%], each: 1m}}}\n"))
                .isEqualTo(new FailoverPolicy(
                        Duration.ofSeconds(60), List.of(Percent.of(5), Percent.of(50)), Duration.ofMinutes(1)));
        assertThat(failover("environments: {production: {failover: {back: []}}}\n")
                        .after(0))
                .as("all at once")
                .isEqualTo(100);
    }

    private static FailoverPolicy failover(String file) {
        return environment(valid(file).policy(), "production").failover();
    }

    @Test
    @DisplayName("CHG-2: a small team is named")
    void a_small_team_is_named() {
        Policy policy = valid("team: small\npeople: ['@ana', ben]\n").policy();

        assertThat(policy.team()).isEqualTo(new Team.Small(List.of(new PersonName("ana"), new PersonName("ben"))));
    }

    @Test
    @DisplayName("GATE-2: a declared report is a rule, as is the worst finding that passes")
    void a_declared_report_is_a_rule() {
        Policy policy = valid("""
                        checks:
                          tests: {run: ./mvnw -B verify, report: {junit: "**/target/surefire-reports/*.xml"}}
                          lint: {run: npx eslint -f @a/b -o lint.sarif . || true, report: {sarif: lint.sarif}, max: low}
                          advisories: {run: make, report: {cyclonedx: bom.json}, max: 0}
                          more: {run: osv-scanner --format json . > osv.json || true, report: {osv: osv.json}}
                        """).policy();

        assertThat(policy.checks().get("tests"))
                .extracting(check -> check.report())
                .isEqualTo(Optional.of(new Report(Report.Format.JUNIT, "**/target/surefire-reports/*.xml")));
        assertThat(policy.checks().values())
                .extracting(check -> check.limit().map(Object::toString).orElse("no limit"))
                .containsExactly("no limit", "low", "0", "medium");
        assertThat(policy.notInThisRelease())
                .extracting(NotInThisRelease::key)
                .noneMatch(key -> key.startsWith("checks"));
    }

    @Test
    @DisplayName("GATE-2: a limit that nothing is held to is named as not performed")
    void a_limit_that_nothing_is_held_to() {
        Policy policy = valid("""
                        checks:
                          tests: {run: make, report: {junit: target/*.xml}, max: high}
                          lint: {run: make, report: {sarif: lint.sarif}, max: 200ms}
                          advisories: {run: make, max: high}
                        """).policy();

        assertThat(policy.notInThisRelease())
                .extracting(NotInThisRelease::key)
                .contains("checks.tests.max", "checks.lint.max", "checks.advisories.max");
    }

    @Test
    @DisplayName("CAN-2: what a metric store is asked for is a rule, with its direction, tolerance and criticality")
    void queries_are_rules() {
        Policy policy = valid("""
                        watch:
                          errors: {max: 1%}
                          p99: {server: "http://prom:9090/p", query: 'quantile($ROLE)', worse: 10%, max: 800ms}
                          charges: {server: "https://h", token: PROM, query: 'sum(increase(c{sha="$SHA"}[$WINDOW]))',
                                    kind: counter, fewer: 5%, critical: false}
                          temperature: {server: "https://h", query: 't{i=~"$DEPLOYMENT-.*"}', worse: 5%, fewer: 5%}
                        """).policy();

        assertThat(policy.watch()).containsOnlyKeys("errors");
        assertThat(policy.queries().values())
                .containsExactly(
                        new QueryWatch(
                                "p99",
                                new MonitorServer("http://prom:9090/p", Optional.empty()),
                                "quantile($ROLE)",
                                Optional.of(new QueryWatch.Comparing(
                                        QueryWatch.Kind.GAUGE, QueryWatch.Worse.MORE, Percent.of(10), true))),
                        new QueryWatch(
                                "charges",
                                new MonitorServer("https://h", Optional.of("PROM")),
                                "sum(increase(c{sha=\"$SHA\"}[$WINDOW]))",
                                Optional.of(new QueryWatch.Comparing(
                                        QueryWatch.Kind.COUNTER, QueryWatch.Worse.FEWER, Percent.of(5), false))),
                        new QueryWatch(
                                "temperature",
                                new MonitorServer("https://h", Optional.empty()),
                                "t{i=~\"$DEPLOYMENT-.*\"}",
                                Optional.of(new QueryWatch.Comparing(
                                        QueryWatch.Kind.GAUGE, QueryWatch.Worse.EITHER, Percent.of(5), true))));
        assertThat(policy.notInThisRelease())
                .singleElement()
                .satisfies(one -> assertThat(one.sentence())
                        .isEqualTo("Holding what the query of p99 gives to a max of 800ms is not in this release and is"
                                + " recorded as not performed."));
        assertThat(policy.text())
                .containsEntry("watch.charges.fewer", "5%")
                .containsEntry("watch.charges.critical", "false")
                .containsEntry("watch.temperature.worse", "5%");
    }

    @Test
    @DisplayName("LINE-5: alerts to be watched are rules; without a heartbeat, or past silences, they are relaxed")
    void alerts_are_rules() {
        Policy policy = valid("""
                        watch:
                          errors: {max: 1%}
                          team: {from: alertmanager, server: "http://alerts:9093/am", labels: {team: shop, env: $ENV}}
                          own: {from: alertmanager, server: "https://h", token: AM, labels: {app: $APP}, heartbeat: off,
                            silenced: ignore, release: commit}
                        """).policy();

        assertThat(policy.watch()).containsOnlyKeys("errors");
        assertThat(policy.alerts().values())
                .containsExactly(
                        new AlertWatch(
                                "team",
                                new MonitorServer("http://alerts:9093/am", Optional.empty()),
                                Map.of("team", "shop", "env", "$ENV"),
                                Optional.of("Watchdog"),
                                AlertWatch.Silenced.WAIT,
                                Optional.empty()),
                        new AlertWatch(
                                "own",
                                new MonitorServer("https://h", Optional.of("AM")),
                                Map.of("app", "$APP"),
                                Optional.empty(),
                                AlertWatch.Silenced.IGNORE,
                                Optional.of("commit")));
        assertThat(policy.relaxed())
                .extracting(one -> one.key())
                .contains("watch.own.heartbeat", "watch.own.silenced")
                .doesNotContain("watch.team.heartbeat");
        assertThat(policy.notInThisRelease()).extracting(one -> one.key()).noneMatch(key -> key.startsWith("watch"));
    }

    @Test
    void aliases_are_followed() {
        Policy policy =
                valid("environments: {beta: &b {soak: 5m}, passive: *b}").policy();

        assertThat(environment(policy, "passive").soak().length()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void detected_commands_stand_in_for_those_that_the_file_does_not_give() {
        Detected maven = new Detected(
                Optional.of("mvn package"),
                Optional.of("java -jar a.jar"),
                Map.of("tests", "mvn verify"),
                "pom.xml",
                false);

        PolicyFile.Valid none = PolicyFile.none(SHOP, maven);

        assertThat(none.policy().checks()).containsOnlyKeys("tests");
        assertThat(none.recipes().of(SHOP).orElseThrow().build().orElseThrow().line())
                .isEqualTo("mvn package");
        assertThat(none.explanation().lines())
                .filteredOn(line -> line.key().equals("build"))
                .extracting(Explanation.Line::origin)
                .containsExactly("detected from pom.xml");
    }
}
