package dev.gamelan.examples.hello;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The examples' only page; the module's context root is {@code /api}. */
@ApplicationPath("hello")
public class HelloApplication extends Application {}
