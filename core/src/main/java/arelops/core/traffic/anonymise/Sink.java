package arelops.core.traffic.anonymise;

/// Where replacements go, from the left to the right.
interface Sink {
    void replace(int from, int to, Output by);
}
