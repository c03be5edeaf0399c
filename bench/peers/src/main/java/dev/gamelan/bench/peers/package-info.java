/** Other engines for Java, each doing the work of the bench functions in its own way. */
package dev.gamelan.bench.peers;
