/// Where alerts come from: the port; its adapters are below.
@NullMarked
package arelops.app.alerts;

import org.jspecify.annotations.NullMarked;
