package dev.gamelan.examples.onboarding;

import dev.gamelan.event.EventName;

/** A user has deleted the account. */
@EventName("user/deleted")
public record Deleted(String userId) {}
