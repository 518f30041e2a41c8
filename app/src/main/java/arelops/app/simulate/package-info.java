/// The line in virtual time: the real decisions, with a trunk, jobs, targets and people that are only pretended.
@NullMarked
package arelops.app.simulate;

import org.jspecify.annotations.NullMarked;
