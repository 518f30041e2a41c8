package arelops.core.policy;

import arelops.core.gate.Freeze;
import arelops.core.gate.Hours;
import arelops.core.gate.Soak;
import arelops.core.id.EnvironmentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules of one environment of the line.
public record EnvironmentPolicy(
        EnvironmentName name, Mode mode, Admission admission, Proving proving, Serving serving, Recovery recovery) {

    /// The standard's rules for an environment of this name; one that the standard does not know is like BETA.
    public static EnvironmentPolicy standard(EnvironmentName name) {
        return new EnvironmentPolicy(
                name,
                Mode.RUN,
                Admission.STANDARD,
                new Proving(Soak.of(soak(name)), canary(name), Optional.empty()),
                new Serving(
                        name.upper(), Serving.LOCAL_PROCESSES, 1, Serving.DEFAULT_KEEP, Settings.NONE, traffic(name)),
                Recovery.STANDARD);
    }

    /// PASSIVE serves nobody, and gets copies of what PRODUCTION's users ask (PAS-1).
    private static TrafficSources traffic(EnvironmentName name) {
        return name.equals(EnvironmentName.PASSIVE)
                ? TrafficSources.mirrorOf(EnvironmentName.PRODUCTION, Probe.STANDARD)
                : TrafficSources.of(Probe.STANDARD);
    }

    private static Duration soak(EnvironmentName name) {
        boolean late = name.equals(EnvironmentName.PASSIVE) || name.equals(EnvironmentName.PRODUCTION);
        return Duration.ofHours(late ? 2 : 1);
    }

    private static Optional<CanaryPolicy> canary(EnvironmentName name) {
        if (name.equals(EnvironmentName.PASSIVE)) {
            return Optional.of(CanaryPolicy.of(List.of(Percent.of(10), Percent.of(50))));
        }
        if (name.equals(EnvironmentName.PRODUCTION)) {
            return Optional.of(CanaryPolicy.of(List.of(Percent.of(5), Percent.of(25), Percent.of(50))));
        }
        return Optional.empty();
    }

    public EnvironmentPolicy withMode(Mode other) {
        return new EnvironmentPolicy(name, other, admission, proving, serving, recovery);
    }

    public EnvironmentPolicy withAdmission(Admission other) {
        return new EnvironmentPolicy(name, mode, other, proving, serving, recovery);
    }

    public EnvironmentPolicy withProving(Proving other) {
        return new EnvironmentPolicy(name, mode, admission, other, serving, recovery);
    }

    public EnvironmentPolicy withServing(Serving other) {
        return new EnvironmentPolicy(name, mode, admission, proving, other, recovery);
    }

    public EnvironmentPolicy withRecovery(Recovery other) {
        return new EnvironmentPolicy(name, mode, admission, proving, serving, other);
    }

    public Approvals approvals() {
        return admission.approvals();
    }

    public Optional<Hours> hours() {
        return admission.hours();
    }

    public Finish finish() {
        return admission.finish();
    }

    public List<Freeze> freezes() {
        return admission.freezes();
    }

    public Newer newer() {
        return admission.newer();
    }

    public Soak soak() {
        return proving.soak();
    }

    /// The shortest time from the moment at which a release gets traffic until it is settled: its canary, and its
    /// soak in whole windows.
    public Duration shortestAttempt(Duration window) {
        return canary().map(CanaryPolicy::shortest).orElse(Duration.ZERO).plus(soak().inWhole(window));
    }

    public Optional<CanaryPolicy> canary() {
        return proving.canary();
    }

    /// The acceptance test here of the apps that have none of their own: [Policy#accept(AppName, EnvironmentPolicy)].
    public Optional<Command> accept() {
        return proving.accept();
    }

    public String tag() {
        return serving.tag();
    }

    public String target() {
        return serving.target();
    }

    public int instances() {
        return serving.instances();
    }

    public Duration keep() {
        return serving.keep();
    }

    public Map<String, String> env() {
        return serving.settings().variables();
    }

    public List<String> secrets() {
        return serving.settings().secrets();
    }

    public TrafficSources traffic() {
        return serving.traffic();
    }

    public Probe probe() {
        return serving.probe();
    }

    public Optional<EnvironmentName> mirror() {
        return serving.mirror();
    }

    public DriftPolicy drift() {
        return recovery.drift();
    }

    public int retries() {
        return recovery.retries();
    }

    public Duration backOff() {
        return recovery.backOff();
    }

    public Duration healthDeadline() {
        return recovery.healthDeadline();
    }

    public FailoverPolicy failover() {
        return recovery.failover();
    }
}
