package arelops.app.deploy.wire;

/// The answer to a [FaultCommand] or a [FaultEnd].
///
/// @param because why not; empty where it was done
/// @param requests of the run that came until then
/// @param harmed those of them that met a fault
public record FaultAnswer(String because, long requests, long harmed) {
    /// That it was not done.
    public static FaultAnswer refused(String because) {
        return new FaultAnswer(because, 0, 0);
    }
}
