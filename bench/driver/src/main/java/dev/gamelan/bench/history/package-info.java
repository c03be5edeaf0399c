/** What a server is worth with a long history stored: lists and searches, ingest, exports, retention. Gamelan on PostgreSQL only. */
package dev.gamelan.bench.history;
