/** Unit tests of durable functions: {@link dev.gamelan.test.FunctionTest}. */
package dev.gamelan.test;
