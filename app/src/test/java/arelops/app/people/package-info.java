@NullMarked
package arelops.app.people;

import org.jspecify.annotations.NullMarked;
