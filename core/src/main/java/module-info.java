/// The decisions of ARelOps. Depends on nothing but the JDK's base; reads no clock, file, socket or random source.
module arelops.core {
    requires static org.jspecify;

    exports arelops.core.alarm;
    exports arelops.core.canary;
    exports arelops.core.change;
    exports arelops.core.difference;
    exports arelops.core.evidence;
    exports arelops.core.gate;
    exports arelops.core.id;
    exports arelops.core.load;
    exports arelops.core.policy;
    exports arelops.core.queue;
    exports arelops.core.record;
    exports arelops.core.release;
    exports arelops.core.report;
    exports arelops.core.traffic;
    exports arelops.core.traffic.anonymise;
}
