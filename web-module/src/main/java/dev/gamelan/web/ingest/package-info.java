/** Events in. */
package dev.gamelan.web.ingest;
