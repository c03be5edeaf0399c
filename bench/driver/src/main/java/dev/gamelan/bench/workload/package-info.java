/** The workloads: the same code for Gamelan and for its peers. */
package dev.gamelan.bench.workload;
