@NullMarked
package arelops.app.report;

import org.jspecify.annotations.NullMarked;
