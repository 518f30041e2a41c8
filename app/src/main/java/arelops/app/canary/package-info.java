/// Samples and policies of the canary judge as files, and its answers as JSON.
@NullMarked
package arelops.app.canary;

import org.jspecify.annotations.NullMarked;
