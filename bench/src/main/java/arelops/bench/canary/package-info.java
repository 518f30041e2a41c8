/// The canary judge on generated days: false alarms, power and cost, beside a peer that looks as often.
@NullMarked
package arelops.bench.canary;

import org.jspecify.annotations.NullMarked;
