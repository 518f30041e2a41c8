/// Whether alarms fire: replays with and without injected faults, and what is heard of the alarms meanwhile (TRF-3).
@NullMarked
package arelops.app.traffic.validate;

import org.jspecify.annotations.NullMarked;
