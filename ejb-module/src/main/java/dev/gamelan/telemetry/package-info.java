/** Sends spans of what has happened to an OpenTelemetry receiver, if there is one; else it does nothing at all. */
package dev.gamelan.telemetry;
