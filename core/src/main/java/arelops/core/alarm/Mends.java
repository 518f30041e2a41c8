package arelops.core.alarm;

import java.util.LinkedHashSet;
import java.util.Set;

/// What a person may change where an alarm does not do what is expected of it.
final class Mends {
    private Mends() {}

    /// In one sentence for each kind of trouble.
    static String of(Validation validation) {
        Set<String> mends = new LinkedHashSet<>();
        for (Validation.Row row : validation.rows()) {
            row.cells().stream()
                    .map(AlarmRun.Cell::mark)
                    .filter(Mark::isBad)
                    .forEach(mark -> mends.add(mend(row.alarm(), mark)));
        }
        return String.join("; ", mends);
    }

    private static String mend(Alarm alarm, Mark mark) {
        return switch (alarm.source()) {
            case THRESHOLD -> threshold("watch." + alarm.name() + ".max", mark);
            case ALERT -> alert(alarm.name(), mark);
        };
    }

    private static String threshold(String key, Mark mark) {
        return switch (mark) {
            case SILENT -> "lower " + key + ", or name a larger fault in alarms.faults";
            case LATE -> "make window shorter, or alarms.within longer";
            case FALSE -> "raise " + key + ", or mend what crosses it without a fault of its kind";
            case FIRED, QUIET, UNKNOWN -> throw new IllegalArgumentException("nothing speaks against " + key);
        };
    }

    private static String alert(String name, Mark mark) {
        return switch (mark) {
            case SILENT -> "mend the rule of " + name + " or its silence, or take it out of alarms.expect";
            case LATE -> "make the rule of " + name + " quicker, or alarms.within longer";
            case FALSE -> "mend the rule of " + name + ", or name it in alarms.expect where it is right to fire";
            case FIRED, QUIET, UNKNOWN -> throw new IllegalArgumentException("nothing speaks against " + name);
        };
    }
}
