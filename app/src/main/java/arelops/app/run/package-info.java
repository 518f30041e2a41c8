/// Long work: build, check and acceptance jobs in clean, isolated, limited process groups; and the store of what they
/// made.
@NullMarked
package arelops.app.run;

import org.jspecify.annotations.NullMarked;
