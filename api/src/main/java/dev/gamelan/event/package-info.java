/** Events: sending them, and the names and shapes they have. */
package dev.gamelan.event;
