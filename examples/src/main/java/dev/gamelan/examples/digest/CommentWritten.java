package dev.gamelan.examples.digest;

import dev.gamelan.event.EventName;

/** Somebody has commented on what a subscriber wrote. */
@EventName("digest/comment.written")
public record CommentWritten(String subscriber, String text) {}
