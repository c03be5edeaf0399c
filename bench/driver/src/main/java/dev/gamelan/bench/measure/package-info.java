/** What is measured besides time: CPU, the machine; and the figures that come out. */
package dev.gamelan.bench.measure;
