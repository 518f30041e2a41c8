package arelops.app.traffic.replay.issued;

/// What tells where in an answer a value is, now or when somebody asks.
sealed interface Located permits AnswerPlace, JsonPath {
    /// Where.
    AnswerPlace place();
}
