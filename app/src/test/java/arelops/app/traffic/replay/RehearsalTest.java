package arelops.app.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void it_sends_and_is_answered_and_leaves_nothing_open() throws InterruptedException {
        ReplayReport report = Rehearsal.perform();

        assertThat(report.sending().sent()).isEqualTo(1_000);
        assertThat(report.answers().answered()).isEqualTo(1_000);
    }
}
