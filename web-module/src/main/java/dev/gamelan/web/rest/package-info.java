/** REST v1. */
package dev.gamelan.web.rest;
