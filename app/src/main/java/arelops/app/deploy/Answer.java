package arelops.app.deploy;

/// What a target says to a command.
public sealed interface Answer {
    /// It is so now; `changed` is false if it was so already.
    record Done(boolean changed) implements Answer {}

    /// Nothing was done: the slot has seen a higher token, this one, so another actor is at work.
    record Fenced(Token highest) implements Answer {}

    /// Nothing was done: the target cannot do it, and asking again would not help.
    record Refused(String because) implements Answer {}

    /// Nobody knows whether it was done: observe, or send it again.
    record Unknown(String because) implements Answer {}
}
