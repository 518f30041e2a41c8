/// The ledger as data: sealed entries, their canonical form, the chain, and the state that they add up to.
@NullMarked
package arelops.core.evidence;

import org.jspecify.annotations.NullMarked;
