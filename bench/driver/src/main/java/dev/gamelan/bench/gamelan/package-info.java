/** Gamelan as a subject: a real server, driven over HTTP. */
package dev.gamelan.bench.gamelan;
