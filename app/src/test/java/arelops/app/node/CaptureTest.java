package arelops.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.SessionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CaptureTest {
    private static Capture posting(long length) {
        HttpFields headers = HttpFields.build().put(HttpHeader.CONTENT_LENGTH, length);
        return new Capture(new Question("POST", "/orders", headers, "127.0.0.1", false, "c1"), "visitor", 0);
    }

    private static Exchange taken(Capture capture) {
        return capture.exchange(new SessionId("s"), 0, 1_000);
    }

    @Test
    @DisplayName("TRF-1: the body of a request that was answered before all of it had come is not whole")
    void a_body_that_was_answered_early_is_cut() {
        Capture capture = posting(22);
        capture.asked(ByteBuffer.wrap("{\"name\":".getBytes(StandardCharsets.US_ASCII)));

        assertThat(taken(capture).request().extent()).isEqualTo(Extent.CUT);
        assertThat(taken(posting(22)).request().extent()).isEqualTo(Extent.CUT);
    }

    @Test
    void a_body_of_its_length_is_whole() {
        Capture capture = posting(8);
        capture.asked(ByteBuffer.wrap("{\"name\":".getBytes(StandardCharsets.US_ASCII)));

        assertThat(taken(capture).request().extent()).isEqualTo(Extent.WHOLE);
        assertThat(taken(posting(0)).request().extent()).isEqualTo(Extent.WHOLE);
    }
}
