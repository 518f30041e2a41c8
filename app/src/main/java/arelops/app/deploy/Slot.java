package arelops.app.deploy;

import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;

/// One app in one environment, for example `hello/beta`: what a route, a token and metric windows belong to.
public record Slot(AppName app, EnvironmentName environment) implements Comparable<Slot> {

    /// The host name of the slot's shared address on the router, for example `beta.hello.localhost`.
    public String host() {
        return environment.text() + "." + app.text() + ".localhost";
    }

    @Override
    public int compareTo(Slot other) {
        int byApp = app.compareTo(other.app);
        return byApp != 0 ? byApp : environment.compareTo(other.environment);
    }

    @Override
    public String toString() {
        return app + "/" + environment;
    }
}
