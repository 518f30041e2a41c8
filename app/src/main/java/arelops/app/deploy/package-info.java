/// The port to whatever runs the deployments: its nouns, and nothing of any target or of any policy.
@NullMarked
package arelops.app.deploy;

import org.jspecify.annotations.NullMarked;
