/** JSON values: from text and piece by piece. */
package dev.gamelan.engine.json;
