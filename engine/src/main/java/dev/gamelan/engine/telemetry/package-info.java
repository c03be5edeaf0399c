/** The ids of traces and spans, which are computed and never stored, and what events say of the trace that they belong to. */
package dev.gamelan.engine.telemetry;
