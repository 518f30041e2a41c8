/// Pages for browsers: HTML made of the answers of the control API; whole without a script.
@NullMarked
package arelops.app.page;

import org.jspecify.annotations.NullMarked;
