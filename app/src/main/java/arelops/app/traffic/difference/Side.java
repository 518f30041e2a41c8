package arelops.app.traffic.difference;

/// Who answers.
enum Side {
    CANDIDATE,
    STABLE,
    AGAIN
}
