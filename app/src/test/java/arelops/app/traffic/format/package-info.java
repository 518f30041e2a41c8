@NullMarked
package arelops.app.traffic.format;

import org.jspecify.annotations.NullMarked;
