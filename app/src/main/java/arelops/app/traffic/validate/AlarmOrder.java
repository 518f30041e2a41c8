package arelops.app.traffic.validate;

import arelops.app.deploy.DeploymentId;
import arelops.core.alarm.AlarmTrial;
import arelops.core.id.Slot;
import java.time.Duration;

/// What is to be tried where.
///
/// @param deployment whose windows are read
/// @param recording the beginning of the name of the recordings of which the newest is sent
/// @param within so soon an alarm must fire
public record AlarmOrder(
        Slot slot,
        DeploymentId deployment,
        String recording,
        AlarmTrial trial,
        Duration within,
        AlarmPlan.Watched watched) {}
