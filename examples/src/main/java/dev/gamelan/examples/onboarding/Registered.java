package dev.gamelan.examples.onboarding;

import dev.gamelan.event.EventName;

/** Somebody has registered. */
@EventName("user/registered")
public record Registered(String userId, String email) {}
