package dev.gamelan.examples.hello;

import dev.gamelan.event.EventName;

/** Somebody wants to be greeted. */
@EventName("test/hello.world")
public record Hello(String email) {}
