package arelops.app.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTest {
    @TempDir
    private Path folder;

    private Path written(List<Exchange> exchanges) throws IOException {
        Path file = folder.resolve("1.atr");
        try (SegmentWriter writer = SegmentWriter.create(file)) {
            for (Exchange exchange : exchanges) {
                writer.add(exchange);
            }
            assertThat(writer.finish()).isEqualTo(Files.size(file));
        }
        return file;
    }

    private static List<Exchange> read(Path file) throws IOException {
        List<Exchange> read = new ArrayList<>();
        try (SegmentReader reader = SegmentReader.open(file)) {
            for (Optional<List<Exchange>> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                read.addAll(frame.get());
            }
        }
        return read;
    }

    private static long unread(Path file) throws IOException {
        try (SegmentReader reader = SegmentReader.open(file)) {
            while (reader.next().isPresent()) {}
            return reader.unread();
        }
    }

    @Test
    void what_was_written_is_read_again_in_several_frames() throws IOException {
        List<Exchange> exchanges = Samples.many(2000);

        Path file = written(exchanges);

        assertThat(read(file)).isEqualTo(exchanges);
        assertThat(unread(file)).isZero();
        try (SegmentReader reader = SegmentReader.open(file)) {
            assertThat(reader.heads()).hasSizeGreaterThan(3);
            assertThat(reader.heads().stream().mapToLong(FrameHead::exchanges).sum())
                    .isEqualTo(2000);
        }
    }

    @Test
    void every_kind_of_exchange_is_the_same_afterwards() throws IOException {
        byte[] binary = new byte[70_000];
        new Random(1).nextBytes(binary);
        HttpMessage get = HttpMessage.whole(Bytes.of("GET / HTTP/1.1\r\n\r\n"), Bytes.NONE);
        HttpMessage cut =
                new HttpMessage(Bytes.of("HTTP/1.1 200 OK\r\n\r\n"), Bytes.copyOf(binary), 1L << 40, Extent.CUT);
        HttpMessage blanked = new HttpMessage(Bytes.of("HTTP/1.1 200 OK\r\n\r\n"), Bytes.NONE, 17, Extent.BLANKED);
        List<Exchange> exchanges = List.of(
                new Exchange(new SessionId("später"), 5_000_000_000L, 0, get, Optional.empty()),
                new Exchange(new SessionId("a"), 4_000_000_000L, Long.MAX_VALUE, get, Optional.of(cut)),
                new Exchange(new SessionId("b"), Long.MAX_VALUE / 4, 1, get, Optional.of(blanked)));

        assertThat(read(written(exchanges))).isEqualTo(exchanges);
    }

    @Test
    void a_segment_is_for_its_user_alone_and_smaller_than_a_sixth_of_what_is_in_it() throws IOException {
        Path file = written(Samples.many(2000));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.size(file)).isLessThan(2000 * 600 / 6);
    }

    @Test
    void other_programs_that_know_zstd_unpack_it_as_it_is() throws IOException {
        Path file = written(Samples.many(2000));

        try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .contains("{\"order\":0,", "{\"order\":1999,");
        }
    }

    @Test
    void a_file_that_ends_anywhere_gives_its_whole_frames() throws IOException {
        List<Exchange> exchanges = Samples.many(2000);
        byte[] whole = Files.readAllBytes(written(exchanges));
        Path cut = folder.resolve("cut.atr");
        Random random = new Random(2);

        for (int i = 0; i < 60; i++) {
            int length = i == 0 ? 0 : random.nextInt(whole.length);
            Files.write(cut, Arrays.copyOf(whole, length));

            List<Exchange> read = read(cut);

            assertThat(exchanges.subList(0, read.size())).isEqualTo(read);
            assertThat(unread(cut)).isLessThanOrEqualTo(length);
        }
    }

    @Test
    void a_changed_byte_is_noticed_wherever_it_is_and_nothing_behind_it_is_believed() throws IOException {
        List<Exchange> exchanges = Samples.many(2000);
        byte[] whole = Files.readAllBytes(written(exchanges));
        Path changed = folder.resolve("changed.atr");
        Random random = new Random(3);

        for (int i = 0; i < 100; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(changed, bytes);

            List<Exchange> read = read(changed);

            assertThat(read).hasSizeLessThan(2000);
            assertThat(exchanges.subList(0, read.size())).isEqualTo(read);
            assertThat(unread(changed)).isPositive();
        }
    }

    @Test
    void a_frame_that_is_left_out_is_noticed() throws IOException {
        byte[] whole = Files.readAllBytes(written(Samples.many(2000)));
        int first;
        try (SegmentReader reader = SegmentReader.open(folder.resolve("1.atr"))) {
            first = FrameHead.LENGTH + reader.heads().getFirst().stored();
        }
        Path without = folder.resolve("without.atr");
        Files.write(without, Arrays.copyOfRange(whole, first, whole.length));

        assertThat(read(without)).isEmpty();
    }

    @Test
    void reading_begins_at_a_time() throws IOException {
        Path file = written(Samples.many(2000));

        try (SegmentReader reader = SegmentReader.open(file)) {
            reader.from(1_500_000_000L);
            List<Exchange> frame = reader.next().orElseThrow();

            assertThat(frame.getFirst().offset()).isLessThanOrEqualTo(1_500_000_000L);
            assertThat(frame.getLast().offset()).isGreaterThanOrEqualTo(1_500_000_000L);
        }
    }
}
