package arelops.app.config;

import arelops.core.gate.Freeze;
import arelops.core.gate.Hours;
import arelops.core.gate.Soak;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.Admission;
import arelops.core.policy.AlarmPolicy;
import arelops.core.policy.CanaryPolicy;
import arelops.core.policy.Command;
import arelops.core.policy.DifferencePolicy;
import arelops.core.policy.DriftPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.FailoverPolicy;
import arelops.core.policy.Finish;
import arelops.core.policy.LoadPolicy;
import arelops.core.policy.Mode;
import arelops.core.policy.Newer;
import arelops.core.policy.Probe;
import arelops.core.policy.Proving;
import arelops.core.policy.Recovery;
import arelops.core.policy.Serving;
import arelops.core.policy.TestPolicy;
import arelops.core.policy.TrafficSources;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads `environments`: the default line with what the file amends.
final class EnvironmentsReader {
    private static final List<EnvironmentName> DEFAULT_LINE =
            List.of(EnvironmentName.BETA, EnvironmentName.PASSIVE, EnvironmentName.PRODUCTION);

    private final Section environments;
    private final Optional<Command> accept;

    /// `accept` is the acceptance test of environments that have none of their own.
    EnvironmentsReader(Section environments, Optional<Command> accept) {
        this.environments = environments;
        this.accept = accept;
    }

    List<EnvironmentPolicy> line() {
        List<EnvironmentName> order = new ArrayList<>(DEFAULT_LINE);
        int above = -1;
        for (Yaml.Entry entry : environments.entries()) {
            EnvironmentName name = new EnvironmentName(entry.key().text());
            if (name.equals(EnvironmentName.TEST)) {
                continue;
            }
            if (!order.contains(name)) {
                order.add(above + 1, name);
            }
            above = order.indexOf(name);
        }
        return order.stream().filter(name -> !off(name)).map(this::environment).toList();
    }

    Optional<TestPolicy> test() {
        if (off(EnvironmentName.TEST)) {
            return Optional.empty();
        }
        TestPolicy standard = TestPolicy.STANDARD;
        Section test = environments.section("test");
        return Optional.of(new TestPolicy(
                test.text("target").orElse(standard.target()),
                test.duration("ttl").orElse(standard.age()),
                test.count("max").orElse(standard.max()),
                test.command("smoke"),
                test.settings()));
    }

    /// Whether the file takes this environment out of the line.
    boolean off(EnvironmentName name) {
        return environments.onOff(name.text()).equals(Optional.of(false));
    }

    private EnvironmentPolicy environment(EnvironmentName name) {
        EnvironmentPolicy standard = EnvironmentPolicy.standard(name);
        Section section = environments.section(name.text());
        return new EnvironmentPolicy(
                name,
                section.word("mode", Mode.class).orElse(standard.mode()),
                admission(section, standard.admission()),
                new Proving(
                        soak(section, standard.soak()),
                        canary(section, standard),
                        section.command("accept").or(() -> accept),
                        new Proving.RecordedTraffic(
                                section.text("replay").map(factor -> LoadPolicy.of(List.of(whole(factor)))),
                                section.get("load").map(EnvironmentsReader::load),
                                section.get("diff").flatMap(EnvironmentsReader::difference),
                                section.get("alarms").flatMap(EnvironmentsReader::alarms))),
                serving(section, standard.serving()),
                recovery(section, standard.recovery()));
    }

    private static Admission admission(Section section, Admission standard) {
        Optional<Hours> hours = section.text("hours").map(Hours::parse);
        ZoneId zone = hours.map(Hours::zone).orElse(ZoneOffset.UTC);
        return new Admission(
                section.approvals("approvals", standard.approvals()).orElse(standard.approvals()),
                hours,
                section.word("finish", Finish.class).orElse(standard.finish()),
                section.texts("freeze").stream()
                        .map(text -> Freeze.parse(text, zone))
                        .toList(),
                section.word("newer", Newer.class).orElse(standard.newer()));
    }

    private static Soak soak(Section section, Soak standard) {
        return section.get("soak")
                .map(yaml -> {
                    Section soak = Section.longForm(yaml, "length");
                    return new Soak(
                            soak.duration("length").orElse(standard.length()),
                            soak.count("samples").orElse(standard.samples()),
                            soak.count("restarts").orElse(standard.restarts()));
                })
                .orElse(standard);
    }

    private static Optional<CanaryPolicy> canary(Section section, EnvironmentPolicy standard) {
        Optional<Yaml> yaml = section.get("canary");
        if (yaml.isEmpty()) {
            return standard.canary();
        }
        if (yaml.get() instanceof Yaml.Scalar scalar && scalar.text().equals("small")) {
            return Optional.of(CanaryPolicy.ofLittleTraffic());
        }
        if (yaml.get() instanceof Yaml.Scalar scalar) {
            boolean off = Section.onOff(scalar).equals(Optional.of(false));
            return off ? Optional.empty() : Optional.of(standard.canary().orElseGet(EnvironmentsReader::usual));
        }
        Section canary = Section.longForm(yaml.get(), "steps");
        CanaryPolicy plain = CanaryPolicy.of(canary.percents("steps"));
        return Optional.of(new CanaryPolicy(
                plain.steps(),
                canary.duration("each").orElse(plain.each()),
                canary.count("samples").orElse(plain.samples()),
                canary.percent("confidence").orElse(plain.confidence()),
                new CanaryPolicy.Doubt(
                        canary.word("unsure", CanaryPolicy.Unsure.class).orElse(plain.unsure()),
                        canary.word("small", CanaryPolicy.Unproven.class)),
                canary.onOff("baseline").orElse(plain.baseline())));
    }

    private static LoadPolicy load(Yaml yaml) {
        Section load = Section.longForm(yaml, "steps");
        Section stop = load.section("stop");
        return new LoadPolicy(
                load.texts("steps").stream().map(EnvironmentsReader::whole).toList(),
                load.duration("each").orElse(LoadPolicy.DEFAULT_EACH),
                new LoadPolicy.Stop(
                        stop.percent("errors"),
                        stop.duration("p99"),
                        stop.onOff("alerts").orElse(LoadPolicy.Stop.AS_WATCHED.alerts()),
                        new LoadPolicy.Use(stop.percent("cpu"), stop.size("memory"))),
                load.text("recording").orElse(LoadPolicy.DEFAULT_RECORDING));
    }

    private static Optional<DifferencePolicy> difference(Yaml yaml) {
        Section diff = Section.longForm(yaml, "on");
        if (diff.onOff("on").equals(Optional.of(false))) {
            return Optional.empty();
        }
        DifferencePolicy usual = DifferencePolicy.USUAL;
        return Optional.of(new DifferencePolicy(
                diff.word("found", DifferencePolicy.Found.class).orElse(usual.found()),
                diff.texts("ignore"),
                diff.text("recording").orElse(usual.recording())));
    }

    private static Optional<AlarmPolicy> alarms(Yaml yaml) {
        Section alarms = Section.longForm(yaml, "on");
        if (alarms.onOff("on").equals(Optional.of(false))) {
            return Optional.empty();
        }
        SortedMap<String, List<String>> expect = new TreeMap<>();
        Section names = alarms.section("expect");
        for (String kind : AlarmPolicy.KINDS) {
            List<String> told = names.texts(kind);
            if (!told.isEmpty()) {
                expect.put(kind, told);
            }
        }
        return Optional.of(new AlarmPolicy(
                alarms.texts("faults"),
                alarms.duration("within"),
                expect,
                alarms.text("recording").orElse(LoadPolicy.DEFAULT_RECORDING)));
    }

    /// `10x` is 10; a part of one is none, and is refused with the rules.
    private static int whole(String factor) {
        BigDecimal value = new BigDecimal(factor.substring(0, factor.length() - 1));
        return value.stripTrailingZeros().scale() > 0 ? 0 : value.intValueExact();
    }

    private static CanaryPolicy usual() {
        return EnvironmentPolicy.standard(EnvironmentName.PASSIVE).canary().orElseThrow();
    }

    private static Serving serving(Section section, Serving standard) {
        return new Serving(
                section.text("tag").orElse(standard.tag()),
                section.text("target").orElse(standard.target()),
                section.count("instances").orElse(standard.instances()),
                section.duration("keep").orElse(standard.keep()),
                section.settings(),
                new TrafficSources(
                        mirror(section, standard),
                        section.get("probe").map(EnvironmentsReader::probe).orElse(standard.probe())));
    }

    private static Optional<EnvironmentName> mirror(Section section, Serving standard) {
        Optional<Yaml> yaml = section.get("mirror");
        if (yaml.isEmpty()) {
            return standard.mirror();
        }
        return Section.onOff(yaml.get()).equals(Optional.of(false))
                ? Optional.empty()
                : section.text("mirror").map(EnvironmentName::new);
    }

    private static Probe probe(Yaml yaml) {
        if (yaml instanceof Yaml.Sequence) {
            return new Probe(true, Section.texts(yaml));
        }
        Section probe = Section.longForm(yaml, "on");
        return new Probe(probe.onOff("on").orElse(true), probe.texts("paths"));
    }

    private static Recovery recovery(Section section, Recovery standard) {
        return new Recovery(
                section.word("drift", DriftPolicy.class).orElse(standard.drift()),
                section.count("retries").orElse(standard.retries()),
                section.duration("backoff").orElse(standard.backOff()),
                section.duration("ready").orElse(standard.healthDeadline()),
                section.get("failover")
                        .map(yaml -> failover(yaml, standard.failover()))
                        .orElse(standard.failover()));
    }

    private static FailoverPolicy failover(Yaml yaml, FailoverPolicy standard) {
        Section failover = Section.longForm(yaml, "within");
        return new FailoverPolicy(
                failover.duration("within").orElse(standard.within()),
                failover.get("back").isPresent() ? failover.percents("back") : standard.back(),
                failover.duration("each").orElse(standard.each()));
    }
}
