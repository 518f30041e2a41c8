/// Questions by HTTP to servers that are not ours: each has a deadline and a greatest size, and follows nothing.
@NullMarked
package arelops.app.ask;

import org.jspecify.annotations.NullMarked;
