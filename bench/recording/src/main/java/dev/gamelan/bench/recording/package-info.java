/** What a measured function calls. Plain Java, so that Gamelan's functions and the peers' do the same work. */
package dev.gamelan.bench.recording;
