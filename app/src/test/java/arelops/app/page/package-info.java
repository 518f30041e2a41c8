/// A browser for tests of the pages.
@NullMarked
package arelops.app.page;

import org.jspecify.annotations.NullMarked;
