package hello;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/// When an order can arrive: in the morning or in the afternoon of a working day.
public record DeliverySlot(LocalDate day, Half half) {
    /// Orders up to this time come the same afternoon.
    static final LocalTime SAME_DAY_UNTIL = LocalTime.of(10, 0);

    /// Orders up to this time come the next morning, later ones the next afternoon.
    static final LocalTime NEXT_MORNING_UNTIL = LocalTime.of(18, 0);

    public enum Half {
        MORNING("09:00-12:00"),
        AFTERNOON("14:00-18:00");

        private final String hours;

        Half(String hours) {
            this.hours = hours;
        }
    }

    /// The first slot for an order placed at this moment; an order of the weekend counts as placed early on Monday.
    static DeliverySlot firstAfter(LocalDateTime order) {
        LocalDate ordered = workingDay(order.toLocalDate());
        if (!ordered.equals(order.toLocalDate()) || !order.toLocalTime().isAfter(SAME_DAY_UNTIL)) {
            return new DeliverySlot(ordered, Half.AFTERNOON);
        }
        LocalDate next = workingDay(ordered.plusDays(1));
        boolean early = !order.toLocalTime().isAfter(NEXT_MORNING_UNTIL);
        return new DeliverySlot(next, early ? Half.MORNING : Half.AFTERNOON);
    }

    String text() {
        return day + " " + half.hours;
    }

    private static LocalDate workingDay(LocalDate day) {
        if (day.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return day.plusDays(2);
        }
        return day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
    }
}
