/** What happens to a run, decided without a container. */
package dev.gamelan.engine.run;
