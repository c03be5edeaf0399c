/** Group commit: changes of state that come at the same time are written in one transaction. */
package dev.gamelan.commit;
