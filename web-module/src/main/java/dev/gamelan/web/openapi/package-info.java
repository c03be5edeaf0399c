/**
 * The description of the HTTP API, at {@code /openapi}. It is kept by hand, beside the code, as parts in JSON: one for each subject. Who adds an
 * operation adds it to the part of its subject, or adds a part; tests compare the document with the resources and with what the
 * server answers.
 */
package dev.gamelan.web.openapi;
