/// Reports of checks as values, and how a check is judged by its command and its report (GATE-2).
@NullMarked
package arelops.core.report;

import org.jspecify.annotations.NullMarked;
