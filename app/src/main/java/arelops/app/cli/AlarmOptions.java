package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.traffic.validate.AlarmPlan;
import arelops.core.alarm.Alarm;
import arelops.core.alarm.Expectations;
import arelops.core.alarm.InjectedFault;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.MonitorServer;
import arelops.core.policy.Policy;
import arelops.core.policy.Watch;
import arelops.core.release.Thresholds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/// Which alarms are listened to, and which of them each fault must fire.
final class AlarmOptions {
    private static final String OPTION = "the option --alertmanager";
    private static final List<String> KINDS = List.of("errors", "latency", "drop");

    @Option(
            names = "--expect",
            split = ",",
            paramLabel = "FAULT=ALARM",
            description =
                    "An alarm that a kind of fault must fire beside the thresholds that fit it: errors=HighErrorRate,latency=SlowRequests.")
    private List<String> expect = List.of();

    @Option(
            names = "--alertmanager",
            paramLabel = "URL",
            description = "Listen to this Alertmanager; default: those of the config's watch.")
    private String alertmanager = "";

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "LABEL=VALUE",
            defaultValue = "env=$ENV",
            description = "Which alerts of --alertmanager count; default: ${DEFAULT-VALUE}.")
    private List<String> labels = List.of("env=$ENV");

    @Option(
            names = "--heartbeat",
            paramLabel = "ALERT",
            defaultValue = AlertWatch.HEARTBEAT,
            description = "The alert of --alertmanager that always fires, or off; default: ${DEFAULT-VALUE}.")
    private String heartbeat = AlertWatch.HEARTBEAT;

    /// Thresholds that can be compared with the router's windows, and alert sources; faults where there is neither.
    AlarmPlan.Watched watched(Policy policy) {
        List<Watch> thresholds =
                policy.watch().values().stream().filter(Thresholds::isMeasured).toList();
        List<AlertWatch> alerts =
                new ArrayList<>(alertmanager.isEmpty() ? policy.alerts().values() : List.of(byOption()));
        if (thresholds.isEmpty() && alerts.isEmpty()) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "traffic.no-alarms",
                    "There is no alarm to try: the config has neither watch.errors.max nor watch.p99.max, and names no Alertmanager",
                    "Set watch: {errors: {max: 1%}, p99: {max: 500ms}} in .arelops.yaml, or give --alertmanager URL and --expect errors=ALERT.");
        }
        return new AlarmPlan.Watched(thresholds, alerts);
    }

    private AlertWatch byOption() {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String label : labels) {
            int equals = label.indexOf('=');
            if (equals < 1) {
                throw TrafficValidateCommand.usage(
                        "--labels has no '=' in '" + label + "'", "For example --labels env=beta.");
            }
            wanted.put(label.substring(0, equals), label.substring(equals + 1));
        }
        return new AlertWatch(
                OPTION,
                new MonitorServer(alertmanager, Optional.empty()),
                wanted,
                Optional.of(heartbeat).filter(name -> !name.equals("off")),
                AlertWatch.Silenced.WAIT,
                Optional.empty());
    }

    /// The clean run, and one for each fault; faults where nothing would be expected of any.
    ///
    /// @param given by the person; where there are none, those that the alarms tell of
    List<AlarmPlan.Planned> runs(AlarmPlan.Watched watched, List<InjectedFault> given) {
        Map<String, Set<Alarm>> more = expected(watched);
        List<InjectedFault> faults = given.isEmpty() ? usual(watched, more.keySet()) : given;
        List<AlarmPlan.Planned> runs = new ArrayList<>(List.of(AlarmPlan.Planned.CLEAN));
        for (InjectedFault fault : faults) {
            Set<Alarm> alarms = new TreeSet<>(Expectations.of(fault, watched.thresholds()));
            alarms.addAll(more.getOrDefault(fault.name(), Set.of()));
            runs.add(new AlarmPlan.Planned(Optional.of(fault), alarms));
        }
        if (runs.stream().allMatch(run -> run.expected().isEmpty())) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "traffic.no-alarms",
                    "No alarm is expected of any fault, so that nothing would be proved",
                    "Say which alert tells of which fault: --expect errors=HighErrorRate,latency=SlowRequests.");
        }
        return runs;
    }

    private static List<InjectedFault> usual(AlarmPlan.Watched watched, Set<String> named) {
        List<InjectedFault> faults = new ArrayList<>(Expectations.faults(watched.thresholds()));
        for (String kind : named) {
            if (faults.stream().noneMatch(fault -> fault.name().equals(kind))) {
                Expectations.usual(kind).ifPresent(faults::add);
            }
        }
        return faults;
    }

    /// By the kind of fault. A name that is a threshold's means that; any other is an alert's.
    private Map<String, Set<Alarm>> expected(AlarmPlan.Watched watched) {
        Map<String, Set<Alarm>> all = new LinkedHashMap<>();
        for (String one : expect) {
            int equals = one.indexOf('=');
            String kind = equals < 0 ? one : one.substring(0, equals);
            String name = one.substring(equals + 1);
            if (equals < 0 || !KINDS.contains(kind) || name.isBlank()) {
                throw TrafficValidateCommand.usage(
                        "--expect is FAULT=ALARM with a fault of " + String.join(", ", KINDS) + ", not '" + one + "'",
                        "For example --expect errors=HighErrorRate.");
            }
            boolean threshold =
                    watched.thresholds().stream().anyMatch(watch -> watch.name().equals(name));
            if (!threshold && watched.alerts().isEmpty()) {
                throw TrafficValidateCommand.usage(
                        "--expect names " + name
                                + ", which is no threshold of the config, and no Alertmanager is named",
                        "Name it in the config's watch, or by --alertmanager URL.");
            }
            all.computeIfAbsent(kind, _ -> new LinkedHashSet<>())
                    .add(threshold ? Alarm.threshold(name) : Alarm.alert(name));
        }
        return all;
    }
}
