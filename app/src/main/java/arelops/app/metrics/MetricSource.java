package arelops.app.metrics;

/// The port to what has counted requests, errors and latencies of the two arms of a canary.
///
/// It answers with what was counted, or says why there is nothing: a window without telemetry is
/// [ArmReading.Nothing], never noughts; a source that fails is [Readings.Failed], never fewer
/// windows. Every call ends within its adapter's deadline. What the counts mean is the judge's
/// business.
public interface MetricSource {
    Readings read(Stretch stretch);
}
