/// The canary judge: windows of two concurrent arms in, a verdict that is valid at every look out.
///
/// Evidence is held as e-values: wealth that a fair gambler would reach by betting against a claim.
/// Whatever the number of looks, wealth of 1/alpha is reached with a probability of alpha at most
/// while the claim holds (Ville, 1939).
@NullMarked
package arelops.core.canary;

import org.jspecify.annotations.NullMarked;
