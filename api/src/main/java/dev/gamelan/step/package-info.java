/** What a function is made of: durable steps. */
package dev.gamelan.step;
