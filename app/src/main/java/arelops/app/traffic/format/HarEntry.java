package arelops.app.traffic.format;

import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/// An entry while it is read from a HAR file.
final class HarEntry {
    private static final Pattern PSEUDONYM = Pattern.compile("[0-9A-Za-z._-]{1,64}");

    final HarMessage request = new HarMessage();
    final HarMessage response = new HarMessage();
    String started = "";
    String connection = "";
    String session = "";
    String fromCache = "";
    double millis = -1;
    double timings;
    boolean timed;

    /// What it says, with the names of sessions that our own files have.
    Intake.Timed timed(SessionNaming naming, Intake intake, boolean ours) throws Refused {
        if (!fromCache.isEmpty()) {
            throw new Refused(ImportTrouble.FROM_CACHE);
        }
        long start = start();
        HttpMessage asked = request.request(intake);
        Optional<HttpMessage> answered = answer(intake);
        long duration = Times.duration(millis >= 0 ? millis : timed ? timings : -1);
        if (duration < 0) {
            intake.count(ImportTrouble.NO_DURATION);
        }
        return new Intake.Timed(start, Math.max(0, duration), session(naming, asked, ours), asked, answered);
    }

    private long start() throws Refused {
        try {
            return Times.of(OffsetDateTime.parse(zoned(started)).toInstant());
        } catch (DateTimeException _) {
            throw new Refused(ImportTrouble.NO_TIME);
        }
    }

    /// ISO 8601 allows `+0200` too.
    private static String zoned(String time) {
        int end = time.length();
        boolean colonMissing = end > 19 && (time.charAt(end - 5) == '+' || time.charAt(end - 5) == '-');
        return colonMissing ? time.substring(0, end - 2) + ':' + time.substring(end - 2) : time;
    }

    /// Browsers write status 0 where no answer came.
    private Optional<HttpMessage> answer(Intake intake) {
        if (response.status == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(response.answer(request.method, intake));
        } catch (Refused _) {
            intake.count(ImportTrouble.ANSWER_UNREADABLE);
            return Optional.empty();
        }
    }

    private SessionId session(SessionNaming naming, HttpMessage asked, boolean ours) {
        if (ours && !session.isBlank()) {
            return PSEUDONYM.matcher(session).matches() ? new SessionId(session) : naming.renamed(session);
        }
        return naming.byHead(asked.head())
                .orElseGet(() -> connection.isBlank() ? naming.alone() : naming.byConnection(connection));
    }
}
