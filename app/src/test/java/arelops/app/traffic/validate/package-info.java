/// Whether alarms fire: on a real node, a real app and real monitoring.
@NullMarked
package arelops.app.traffic.validate;

import org.jspecify.annotations.NullMarked;
