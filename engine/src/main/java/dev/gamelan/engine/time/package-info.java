/** Back-off; time is always an argument. */
package dev.gamelan.engine.time;
