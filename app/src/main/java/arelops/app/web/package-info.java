/// The control API: what the controller saw and decided as JSON, and people's commands to it.
///
/// Reads and translates; decides nothing. Commands go to the controller.
@NullMarked
package arelops.app.web;

import org.jspecify.annotations.NullMarked;
