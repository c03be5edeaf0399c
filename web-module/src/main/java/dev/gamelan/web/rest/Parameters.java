package dev.gamelan.web.rest;

import com.github.f4b6a3.ulid.Ulid;
import dev.gamelan.event.EventPattern;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Reads parameters of requests; a bad one is answered with 400 and its name. */
final class Parameters {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private Parameters() {}

    /** @param what what the id is of, for the message */
    static String ulid(String text, String what) {
        if (!Ulid.isValid(text)) {
            throw new BadRequestException(
                    "'" + text + "' is not the id of " + what + "; ids have 26 characters (ULID)");
        }
        return text.toUpperCase(Locale.ROOT);
    }

    static NotFoundException notFound(String what, String id) {
        return new NotFoundException("there is no " + what + " " + id);
    }

    /** An event's name to look for. */
    static Optional<String> name(String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        if (text.length() > EventPattern.MAX_LENGTH || text.chars().anyMatch(Character::isISOControl)) {
            throw new BadRequestException("name must have at most " + EventPattern.MAX_LENGTH
                    + " characters and no control characters; no event has such a name");
        }
        return Optional.of(text);
    }

    static Optional<Instant> time(String name, String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                return Optional.of(time.toInstant());
            }
        } catch (DateTimeParseException e) {
            // the same message as for a year that no database knows
        }
        throw new BadRequestException(
                name + " must be a time such as 2026-01-31T12:00:00Z (RFC 3339), is '" + text + "'");
    }

    static int limit(String text, int otherwise, int most) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // the same message as for a number out of range
        }
        throw new BadRequestException("limit must be a number from 1 to " + most + ", is '" + text + "'");
    }
}
