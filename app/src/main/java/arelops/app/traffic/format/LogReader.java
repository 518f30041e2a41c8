package arelops.app.traffic.format;

import arelops.core.traffic.HttpMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the common and the combined log format, which nginx and Apache write.
///
/// A log says whole seconds: the requests of one are spread over it evenly, in the order of the file.
/// For that, the lines of the last 30 seconds (or 48 MiB) wait. A log says neither how long a request
/// took (its duration is 0) nor what a body held: that of POST, PUT and PATCH is missing, that of an
/// answer is as long as the log says.
final class LogReader {
    private static final long LOOK_AHEAD = 30;

    private final SessionNaming naming;
    private final Intake intake;
    private final TreeMap<Long, List<Intake.Timed>> seconds = new TreeMap<>();
    private long bytes;

    LogReader(SessionNaming naming, Intake intake) {
        this.naming = naming;
        this.intake = intake;
    }

    void read(InputStream file) throws IOException {
        Lines lines = new Lines(file);
        boolean understood = false;
        long blank = 0;
        while (lines.next()) {
            if (lines.tooLong()) {
                intake.count(ImportTrouble.LINE_TOO_LONG);
            } else {
                String text = lines.text();
                boolean nothing = text.isBlank();
                blank += nothing ? 1 : 0;
                understood |= !nothing && line(text);
            }
            if (!understood && lines.number() - blank >= Limits.FIRST) {
                throw notALog();
            }
        }
        if (!understood && lines.number() - 1 > blank) {
            throw notALog();
        }
        while (!seconds.isEmpty()) {
            spreadFirst();
        }
    }

    private static RuntimeException notALog() {
        return ImportReader.notOf(
                ImportFormat.ACCESS_LOG, "line 1", "neither it nor one of those that follow is a line of such a log");
    }

    /// Whether it is a line of a log, even if its request is left out.
    private boolean line(String text) throws IOException {
        LogLine line;
        try {
            line = LogLine.of(text);
        } catch (Refused e) {
            intake.count(e.trouble());
            return false;
        }
        try {
            take(line);
        } catch (Refused e) {
            intake.count(e.trouble());
        }
        return true;
    }

    private void take(LogLine line) throws Refused, IOException {
        HttpMessage asked = line.asked();
        if (line.mayHaveBody()) {
            intake.count(ImportTrouble.BODY_MISSING);
        }
        Optional<HttpMessage> answered = line.status() == 0 ? Optional.empty() : Optional.of(line.answered());
        Intake.Timed timed = new Intake.Timed(
                Times.of(line.second(), 0), 0, naming.byClient(line.host(), line.agent()), asked, answered);
        seconds.computeIfAbsent(line.second(), _ -> new ArrayList<>()).add(timed);
        bytes += timed.bytes();
        while (!seconds.isEmpty() && (bytes > Limits.WAITING || seconds.firstKey() < line.second() - LOOK_AHEAD)) {
            spreadFirst();
        }
    }

    private void spreadFirst() throws IOException {
        Map.Entry<Long, List<Intake.Timed>> second = seconds.firstEntry();
        seconds.remove(second.getKey());
        List<Intake.Timed> requests = second.getValue();
        for (int i = 0; i < requests.size(); i++) {
            Intake.Timed one = requests.get(i);
            bytes -= one.bytes();
            long start = one.start() + i * 1_000_000_000L / requests.size();
            intake.take(new Intake.Timed(start, 0, one.session(), one.request(), one.response()));
        }
    }
}
