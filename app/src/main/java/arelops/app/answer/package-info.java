/// The answers of the control API, as those read them who show them to people.
@NullMarked
package arelops.app.answer;

import org.jspecify.annotations.NullMarked;
