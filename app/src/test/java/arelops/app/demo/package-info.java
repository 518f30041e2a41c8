/// The demo's parts, each alone.
@NullMarked
package arelops.app.demo;

import org.jspecify.annotations.NullMarked;
