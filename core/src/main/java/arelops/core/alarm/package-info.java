/// Whether alarms fire when they must, and only then: runs with a fault and without one, and the table of both.
@NullMarked
package arelops.core.alarm;

import org.jspecify.annotations.NullMarked;
