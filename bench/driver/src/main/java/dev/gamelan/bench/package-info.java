/** The command: what is measured in which order, and the report. */
package dev.gamelan.bench;
