package dev.gamelan.bench.functions;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** For the driver only; the module's context root is {@code /bench}. */
@ApplicationPath("")
public class BenchApplication extends Application {}
