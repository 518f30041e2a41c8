package arelops.core.id;

/// One app in one environment: the place that is deployed to, that one tag names, and that one actor at a time may
/// change.
public record Slot(AppName app, EnvironmentName environment) implements Comparable<Slot> {
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
