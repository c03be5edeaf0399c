/** What is measured, as the workloads see it: Gamelan over HTTP, or a peer within its own process. */
package dev.gamelan.bench.subject;
