/// The command line: thin commands, and pure functions from the API's JSON to lines of text.
@NullMarked
package arelops.app.cli;

import org.jspecify.annotations.NullMarked;
