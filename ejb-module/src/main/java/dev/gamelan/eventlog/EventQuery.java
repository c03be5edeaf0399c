package dev.gamelan.eventlog;

import dev.gamelan.search.Paging;
import dev.gamelan.search.Period;
import dev.gamelan.search.Terms;
import java.util.Optional;

/**
 * Which events of the log, newest first.
 *
 * @param name exactly this name
 * @param externalId exactly this id of the sender's
 * @param withInternal whether those that the server itself sends are meant too
 * @param received when it was accepted
 * @param terms what each event is looked at for; expressions begin with {@code event}
 * @param paging its cursor is the internal id of an event of the log
 */
public record EventQuery(
        Optional<String> name,
        Optional<String> externalId,
        boolean withInternal,
        Period received,
        Terms terms,
        Paging paging) {}
