package arelops.core.canary;

/// Published bounds that the judge does not use, to hold its own against.
final class OtherBounds {
    private OtherBounds() {}

    /// Two counts with a Dirichlet (beta) mixture over the canary's share (Lindon and Malek, 2022);
    /// `share` is its part of the traffic and `weight` the strength of the prior.
    static double logTwoCounts(double baseline, double canary, double share, double weight) {
        return logBeta(weight * share + canary, weight * (1 - share) + baseline)
                - logBeta(weight * share, weight * (1 - share))
                - canary * Math.log(share)
                - baseline * Math.log(1 - share);
    }

    /// How far an empirical distribution of `n` samples is from the true one, at every `n` at once
    /// (Howard and Ramdas, 2022, corollary 2).
    static double distribution(double n, double alpha) {
        return 0.85 * Math.sqrt((Math.log(Math.log(Math.E * n)) + 0.8 * Math.log(1612 / alpha)) / n);
    }

    /// The same from `least` samples on, with the constant found by minimising the crossing
    /// probability (theorem 2).
    static double distributionFrom(double n, double least, double alpha, double a) {
        double low = 1;
        double high = 100;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (crossing(middle, a) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return a * Math.sqrt((Math.log(1 + Math.log(n / least)) + high) / n);
    }

    /// The smallest bound over the spacing of epochs, by golden-section search.
    private static double crossing(double c, double a) {
        double left = 1 + 1e-9;
        double right = 2 * a * a;
        while (Math.sqrt(right / 2) + Math.sqrt(2 * (right - 1) / c) > a) {
            right = 1 + (right - 1) * 0.999;
        }
        double ratio = (Math.sqrt(5) - 1) / 2;
        for (int i = 0; i < 200; i++) {
            double one = right - ratio * (right - left);
            double two = left + ratio * (right - left);
            if (crossing(c, a, one) < crossing(c, a, two)) {
                right = two;
            } else {
                left = one;
            }
        }
        return crossing(c, a, (left + right) / 2);
    }

    private static double crossing(double c, double a, double eta) {
        double gamma = 2 / eta * Math.pow(a - Math.sqrt(2 * (eta - 1) / c), 2);
        return gamma <= 1
                ? Double.POSITIVE_INFINITY
                : 4 * Math.exp(-gamma * c) * (1 + 1 / ((gamma - 1) * Math.log(eta)));
    }

    /// A sum of bounded differences with a beta-binomial mixture (Howard and others, 2021), one-sided
    /// or two-sided.
    ///
    /// @param sum of differences, each from `-g` to `h`
    /// @param variance its variance process
    /// @param best the variance at which it is tightest, at a certainty of 95 %
    static double logBetaBinomial(double sum, double variance, double best, double g, double h, boolean oneSided) {
        double alpha = oneSided ? 0.1 : 0.05;
        double rho = best / (2 * Math.log(1 / alpha) + Math.log(1 + 2 * Math.log(1 / alpha)));
        double r = Math.max(rho - g * h, 1e-3 * g * h);
        double x = oneSided ? h / (g + h) : 1;
        double k = g + h;
        return variance / (g * h) * Math.log(k)
                - (variance + h * sum) / (h * k) * Math.log(g)
                - (variance - g * sum) / (g * k) * Math.log(h)
                + logIncompleteBeta((r + variance - g * sum) / (g * k), (r + variance + h * sum) / (h * k), x)
                - logIncompleteBeta(r / (g * k), r / (h * k), x);
    }

    private static double logIncompleteBeta(double a, double b, double x) {
        return x == 1 ? logBeta(a, b) : logBeta(a, b) + Math.log(regularised(a, b, x));
    }

    /// By its continued fraction (Lentz).
    private static double regularised(double a, double b, double x) {
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - regularised(b, a, 1 - x);
        }
        double front = Math.exp(a * Math.log(x) + b * Math.log(1 - x) - logBeta(a, b)) / a;
        double c = 1;
        double d = 1 / (1 - (a + b) * x / (a + 1));
        double f = d;
        for (int m = 1; m < 500; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / (1 + even * d);
            c = 1 + even / c;
            f *= c * d;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / (1 + odd * d);
            c = 1 + odd / c;
            f *= c * d;
        }
        return front * f;
    }

    private static double logBeta(double a, double b) {
        return logGamma(a) + logGamma(b) - logGamma(a + b);
    }

    /// Stirling's series, after stepping up to where it is exact to a double.
    private static double logGamma(double x) {
        double shift = 0;
        double y = x;
        while (y < 20) {
            shift += Math.log(y);
            y++;
        }
        double i = 1 / y;
        double s = i * i;
        return (y - 0.5) * Math.log(y)
                - y
                + 0.5 * Math.log(2 * Math.PI)
                + i * (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188))))
                - shift;
    }
}
