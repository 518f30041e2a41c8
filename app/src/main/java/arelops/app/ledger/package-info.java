/// The ledger in git: entries to commits and back, appended by compare-and-swap, read step by step, verified whole.
///
/// Nothing here updates or deletes an entry, and nothing here decides.
@NullMarked
package arelops.app.ledger;

import org.jspecify.annotations.NullMarked;
