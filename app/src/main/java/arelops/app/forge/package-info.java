/// The embedded forge: a repository that ARelOps hosts, reached by git over HTTP.
@NullMarked
package arelops.app.forge;

import org.jspecify.annotations.NullMarked;
