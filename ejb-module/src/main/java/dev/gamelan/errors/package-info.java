/** Errors of functions and steps, those that are taken for the same together. */
package dev.gamelan.errors;
