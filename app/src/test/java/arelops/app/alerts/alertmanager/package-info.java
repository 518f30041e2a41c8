@NullMarked
package arelops.app.alerts.alertmanager;

import org.jspecify.annotations.NullMarked;
