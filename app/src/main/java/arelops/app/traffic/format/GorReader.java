package arelops.app.traffic.format;

import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the text format of GoReplay: requests (1) and their original answers (2), paired by id.
///
/// Up to 10,000 requests (or 48 MiB) wait for their answers; one that waits longer has none. Answers of
/// a replay (3) are passed over.
final class GorReader {
    private static final int LONGEST_FIRST_LINE = 512;

    private final SessionNaming naming;
    private final Intake intake;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private long bytes;

    GorReader(SessionNaming naming, Intake intake) {
        this.naming = naming;
        this.intake = intake;
    }

    void read(InputStream file) throws IOException {
        GorRecords records = new GorRecords(file);
        long number = 0;
        boolean understood = false;
        while (records.next()) {
            if (records.blank()) {
                continue;
            }
            number++;
            understood |= record(records.found());
            if (!understood && number >= Limits.FIRST) {
                throw notGor();
            }
        }
        if (!understood && number > 0) {
            throw notGor();
        }
        handOn(0);
    }

    private static RuntimeException notGor() {
        return ImportReader.notOf(
                ImportFormat.GOR, "byte 0", "neither there nor behind a line of three monkeys is a record");
    }

    /// A request that waits, with the answer if that is here.
    private record Open(long start, HttpMessage request, boolean toHead, Optional<Answer> answer) {
        Open with(Answer found) {
            return new Open(start, request, toHead, Optional.of(found));
        }

        long bytes() {
            return 400L
                    + size(request)
                    + answer.map(found -> size(found.message())).orElse(0L);
        }

        private static long size(HttpMessage message) {
            return 0L + message.head().length() + message.body().length();
        }
    }

    private record Answer(HttpMessage message, long duration) {}

    /// The first line of a record.
    ///
    /// @param latency how long the answer took, -1 if it does not say
    private record First(char type, String id, long time, long latency, int length) {
        private static final Pattern TYPE = Pattern.compile("[123]");
        private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}|[1-8][0-9]{18}");

        static First of(byte[] record) throws Refused {
            int start = 0;
            while (start < record.length && record[start] == '\n') {
                start++;
            }
            int end = start;
            while (end < record.length && record[end] != '\n' && end - start < LONGEST_FIRST_LINE) {
                end++;
            }
            String[] parts = new String(record, start, end - start, StandardCharsets.ISO_8859_1)
                    .strip()
                    .split(" ", -1);
            if (parts.length < 3 || parts.length > 4 || !TYPE.matcher(parts[0]).matches() || parts[1].isEmpty()) {
                throw new Refused(ImportTrouble.UNREADABLE);
            }
            long latency = parts.length == 4 ? number(parts[3]) : -1;
            return new First(parts[0].charAt(0), parts[1], number(parts[2]), latency, Math.min(record.length, end + 1));
        }

        private static long number(String digits) {
            return NUMBER.matcher(digits).matches() ? Long.parseLong(digits) : -1;
        }
    }

    /// Whether it is a record, even if its message is left out.
    private boolean record(GorRecords.Found record) throws IOException {
        First first;
        try {
            first = First.of(record.bytes().array());
        } catch (Refused e) {
            intake.count(e.trouble());
            return false;
        }
        try {
            switch (first.type()) {
                case '1' -> request(first, record);
                case '2' -> answer(first, record);
                default -> {}
            }
        } catch (Refused e) {
            intake.count(e.trouble());
        }
        return true;
    }

    private void request(First first, GorRecords.Found record) throws Refused, IOException {
        long start = Times.ofNanos(first.time());
        RawMessage raw = RawMessage.request(record.bytes().array(), first.length(), record.length());
        if (open.containsKey(first.id())) {
            throw new Refused(ImportTrouble.UNREADABLE);
        }
        raw.trouble().ifPresent(intake::count);
        HttpHead head = HttpHead.of(raw.message().head());
        put(first.id(), new Open(start, raw.message(), head.part(0).equals("HEAD"), Optional.empty()));
        handOn(Limits.OPEN);
    }

    private void answer(First first, GorRecords.Found record) throws Refused, IOException {
        Optional<Open> found = Optional.ofNullable(open.get(first.id()));
        if (found.isEmpty() || found.get().answer().isPresent()) {
            throw new Refused(ImportTrouble.ANSWER_ALONE);
        }
        Open request = found.get();
        try {
            RawMessage raw =
                    RawMessage.answer(record.bytes().array(), first.length(), record.length(), request.toHead());
            raw.trouble().ifPresent(intake::count);
            put(first.id(), request.with(new Answer(raw.message(), duration(first, request.start()))));
        } catch (Refused _) {
            throw new Refused(ImportTrouble.ANSWER_UNREADABLE);
        }
        handOn(Limits.OPEN);
    }

    /// From the request's first byte to the answer's last. GoReplay from 1.2 on writes when the answer
    /// began and how long it took to come in; before, when the request began and how long all took;
    /// and the first versions how long all took, and no time.
    private long duration(First first, long start) {
        boolean onlyDuration = first.latency() < 0 && first.time() < start;
        long duration = onlyDuration ? first.time() : first.time() - start + Times.orNothing(first.latency());
        if (Times.orNothing(duration) == 0) {
            intake.count(ImportTrouble.NO_DURATION);
        }
        return Times.orNothing(duration);
    }

    private void put(String id, Open request) {
        Optional.ofNullable(open.put(id, request)).ifPresent(before -> bytes -= before.bytes());
        bytes += request.bytes();
    }

    /// Hands on the oldest requests until no more wait than may, and those behind them which have their
    /// answers.
    private void handOn(int most) throws IOException {
        Iterator<Open> oldest = open.values().iterator();
        while (oldest.hasNext()) {
            Open next = oldest.next();
            if (next.answer().isEmpty() && open.size() <= most && bytes <= Limits.WAITING) {
                return;
            }
            oldest.remove();
            bytes -= next.bytes();
            intake.take(new Intake.Timed(
                    next.start(),
                    next.answer().map(Answer::duration).orElse(0L),
                    naming.byHead(next.request().head()).orElseGet(naming::alone),
                    next.request(),
                    next.answer().map(Answer::message)));
        }
    }
}
