/// Alerts of an Alertmanager, by version 2 of its API. It translates; it judges nothing.
@NullMarked
package arelops.app.alerts.alertmanager;

import org.jspecify.annotations.NullMarked;
