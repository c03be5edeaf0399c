package dev.gamelan.examples.signup;

import dev.gamelan.event.EventName;

/** A user has an account now. */
@EventName("app/user.signup")
public record SignedUp(String userId, String email, String plan) {}
