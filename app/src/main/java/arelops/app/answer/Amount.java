package arelops.app.answer;

import java.util.Locale;

/// Numbers of a canary as people read them; `-` where there is none.
public final class Amount {
    private static final double NEARLY_SURE = 0.9999;

    private Amount() {}

    /// A value in its unit: `0.12 %`, `212 ms`.
    public static String of(String unit, double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return switch (unit) {
            case "share" -> String.format(Locale.ROOT, "%.2f %%", 100 * value);
            case "", "per request" -> number(value);
            default -> number(value) + " " + unit;
        };
    }

    /// A ratio: `×1.38`.
    public static String ratio(double ratio) {
        return Double.isFinite(ratio) ? "×" + number(ratio) : "-";
    }

    /// A certainty, never rounded up.
    public static String certainty(double share) {
        return share > NEARLY_SURE
                ? ">99.99 %"
                : String.format(Locale.ROOT, "%.2f %%", Math.floor(share * 10_000) / 100);
    }

    /// A share of the traffic: `25 %`, `2.5 %`.
    public static String percent(double percent) {
        return String.format(Locale.ROOT, percent == Math.rint(percent) ? "%.0f %%" : "%.1f %%", percent);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
