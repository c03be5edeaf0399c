/**
 * What is counted and measured, for MicroProfile Metrics: {@link dev.gamelan.metrics.Meter} lists all of it. The doors are
 * {@code …Meters}, one for each part of the server that reports, {@link dev.gamelan.metrics.Samples} for what is read from
 * the database now and then, and {@link dev.gamelan.metrics.Meters} for gauges.
 *
 * <p>Whoever reports does so after the commit, so that the figures agree with the database.
 */
package dev.gamelan.metrics;
