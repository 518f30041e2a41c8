package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Failover;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The first words of every surface while users are served by another environment than their own (PAS-3).
public final class ServedElsewhere {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ServedElsewhere() {}

    /// Who serves them, since when, by whom and why; no full stop at the end.
    public static String words(Failover failover) {
        Failover.Word word = failover.word();
        return "Users are served by " + where(failover) + " ("
                + (failover.occasion() == Fact.FailedOver.Occasion.DRILL ? "drill" : "failover") + " since "
                + TIME.format(word.since()) + " by " + word.by()
                + (word.because().isEmpty() ? "" : ": " + word.because()) + ")"
                + (failover.isGoingBack() ? "; " + failover.share() + " % are back" : "");
    }

    static String where(Failover failover) {
        return failover.to().standby().upper() + " on "
                + failover.to().release().commit().brief();
    }
}
