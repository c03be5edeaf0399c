/** Which functions exist and who offers them. */
package dev.gamelan.catalog;
