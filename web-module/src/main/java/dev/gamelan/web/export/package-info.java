/** Lists of any length, as a stream of lines. */
package dev.gamelan.web.export;
