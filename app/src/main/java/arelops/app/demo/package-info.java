/// The sixty-second tour: the real engine on a real repository, with short waiting times and nothing pretended.
@NullMarked
package arelops.app.demo;

import org.jspecify.annotations.NullMarked;
