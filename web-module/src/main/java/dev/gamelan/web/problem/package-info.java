/** What every HTTP answer has in common: errors and headers. */
package dev.gamelan.web.problem;
