package dev.gamelan.examples.digest;

import dev.gamelan.event.EventName;

/** A subscriber gets a digest in the night that follows. Send it once, and there is one every night. */
@EventName("digest/due")
public record DigestDue(String subscriber, String zone) {}
