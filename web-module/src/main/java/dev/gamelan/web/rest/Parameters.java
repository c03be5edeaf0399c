package dev.gamelan.web.rest;

import com.github.f4b6a3.ulid.Ulid;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads parameters of requests; a bad one is answered with 400 and its name. */
final class Parameters {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{32}");

    private Parameters() {}

    /** @param what what the id is of, for the message */
    static String ulid(String text, String what) {
        if (!Ulid.isValid(text)) {
            throw new BadRequestException(
                    "'" + text + "' is not the id of " + what + "; ids have 26 characters (ULID)");
        }
        return text.toUpperCase(Locale.ROOT);
    }

    /** @param name of the parameter, for the message */
    static String ulid(String name, String text, String what) {
        try {
            return ulid(text, what);
        } catch (BadRequestException e) {
            throw new BadRequestException(name + ": " + e.getMessage(), e);
        }
    }

    static NotFoundException notFound(String what, String id) {
        return new NotFoundException("there is no " + what + " " + id);
    }

    /**
     * A text that a column can hold.
     *
     * @param name of the parameter
     * @param what cannot be so, for the message
     */
    static String storable(String name, String text, int most, String what) {
        if (text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw new BadRequestException(
                    name + " must have at most " + most + " characters and no control characters; no " + what);
        }
        return text;
    }

    /** @param name of the parameter, for the message */
    static String fingerprint(String name, String text) {
        if (!FINGERPRINT.matcher(text).matches()) {
            throw new BadRequestException(name + " must be the fingerprint of an error, 32 hexadecimal digits as in"
                    + " GET /v1/errors, is '" + text + "'");
        }
        return text;
    }

    static Instant time(String name, String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeParseException e) {
            // the same message as for a year that no database knows
        }
        throw new BadRequestException(
                name + " must be a time such as 2026-01-31T12:00:00Z (RFC 3339), is '" + text + "'");
    }

    static int limit(String text, int most) {
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
