/** From event to run. */
package dev.gamelan.admission;
