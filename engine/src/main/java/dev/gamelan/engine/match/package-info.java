/** Which event is awaited by what. */
package dev.gamelan.engine.match;
