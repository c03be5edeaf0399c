/** The functions that are measured. */
package dev.gamelan.bench.functions;
