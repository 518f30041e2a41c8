@NullMarked
package arelops.app.web;

import org.jspecify.annotations.NullMarked;
