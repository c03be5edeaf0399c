package dev.gamelan.examples.digest;

import dev.gamelan.event.EventName;

/** A subscriber wants no more digests. */
@EventName("digest/stopped")
public record DigestStopped(String subscriber) {}
