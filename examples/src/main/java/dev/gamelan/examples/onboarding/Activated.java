package dev.gamelan.examples.onboarding;

import dev.gamelan.event.EventName;

/** A user has followed the link in the welcome mail. */
@EventName("user/activated")
public record Activated(String userId) {}
