/** What monitoring asks. */
package dev.gamelan.web.health;
