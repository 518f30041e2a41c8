package arelops.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.core.policy.Amount;
import arelops.core.policy.Percent;
import arelops.core.policy.Watch;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Faults as they are written, and what is expected of them.
class ExpectationsTest {
    private static final Watch ERRORS = watch("errors", new Amount.Share(Percent.of(1)));
    private static final Watch P99 = watch("p99", new Amount.Time(Duration.ofMillis(300)));

    private static Watch watch(String name, Amount max) {
        return new Watch(name, Optional.of(max), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"errors=20%", "errors=503@2.5%", "latency=500ms@20%", "drop=10%"})
    void a_fault_is_read_as_it_is_written(String text) {
        assertThat(InjectedFault.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "errors",
                "errors=20",
                "errors=0%",
                "errors=101%",
                "errors=404@20%",
                "errors=1s@20%",
                "latency=20%",
                "latency=2h@20%",
                "latency=x@20%",
                "drop=5@10%",
                "fire=10%"
            })
    void what_is_no_fault_is_refused(String text) {
        assertThatThrownBy(() -> InjectedFault.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("TRF-3: errors and drops must cross the limit of errors, latency above its limit that of p99")
    void expected_thresholds() {
        List<Watch> both = List.of(ERRORS, P99);

        assertThat(Expectations.of(InjectedFault.parse("errors=20%"), both)).containsOnly(Alarm.threshold("errors"));
        assertThat(Expectations.of(InjectedFault.parse("drop=0.1%"), both)).containsOnly(Alarm.threshold("errors"));
        assertThat(Expectations.of(InjectedFault.parse("latency=301ms@2%"), both))
                .containsOnly(Alarm.threshold("p99"));
        assertThat(Expectations.of(InjectedFault.parse("latency=300ms@20%"), both))
                .isEmpty();
        assertThat(Expectations.of(InjectedFault.parse("latency=1s@1%"), both)).isEmpty();
        assertThat(Expectations.of(InjectedFault.parse("latency=1s@20%"), List.of(ERRORS)))
                .isEmpty();
        assertThat(Expectations.of(
                        InjectedFault.parse("errors=20%"), List.of(watch("errors", new Amount.Count(BigDecimal.ONE)))))
                .isEmpty();
    }

    @Test
    @DisplayName("TRF-3: faults are sized so that they cross the limits with other requests beside them")
    void sizes() {
        assertThat(Expectations.faults(List.of(ERRORS, P99)))
                .extracting(InjectedFault::toString)
                .containsExactly("errors=20%", "latency=600ms@20%", "drop=20%");
        assertThat(Expectations.faults(List.of(watch("errors", new Amount.Share(Percent.of(8))))))
                .extracting(InjectedFault::toString)
                .containsExactly("errors=40%", "drop=40%");
        assertThat(Expectations.faults(List.of(
                        watch("errors", new Amount.Share(Percent.of(90))),
                        watch("p99", new Amount.Time(Duration.ofSeconds(50))))))
                .extracting(InjectedFault::toString)
                .containsExactly("errors=100%", "latency=1m@20%", "drop=100%");
        assertThat(Expectations.faults(List.of())).isEmpty();
        for (InjectedFault fault : Expectations.faults(List.of(ERRORS, P99))) {
            assertThat(Expectations.of(fault, List.of(ERRORS, P99))).isNotEmpty();
        }
    }
}
