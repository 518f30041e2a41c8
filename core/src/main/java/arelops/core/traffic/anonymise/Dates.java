package arelops.core.traffic.anonymise;

/// Days of the years.
final class Dates {
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Dates() {}

    static int days(int year, int month) {
        return month == 2 && isLeap(year) ? 29 : DAYS[month - 1];
    }

    static int daysOf(int year) {
        return isLeap(year) ? 366 : 365;
    }

    /// The day of the year, from 0.
    static int dayOf(int year, int month, int day) {
        int before = day - 1;
        for (int m = 1; m < month; m++) {
            before += days(year, m);
        }
        return before;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }
}
