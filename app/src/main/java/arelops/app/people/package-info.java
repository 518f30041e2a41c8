/// The people who work with ARelOps: accounts in git, tokens as hashes on this machine, and who wrote which commit.
@NullMarked
package arelops.app.people;

import org.jspecify.annotations.NullMarked;
