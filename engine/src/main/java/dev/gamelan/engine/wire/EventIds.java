package dev.gamelan.engine.wire;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Gives the events of one request their internal ids.
 *
 * <p>SDKs send the header {@code x-inngest-event-id-seed: <ms>,<base64 of 10 bytes>}, the same one when they repeat a
 * request whose answer was lost. The n-th event's id (n = 1 for the first) is then the ULID of that time whose randomness
 * is the ten bytes with n added to the last four, read as a big-endian unsigned number: a repeated request carries the
 * same ids and stores nothing twice.
 */
public final class EventIds {

    private static final int RANDOM_BYTES = 10;
    private static final int COUNTER_OFFSET = 6;
    private static final long MAX_TIME = (1L << 48) - 1;

    private EventIds() {}

    /** A new id, larger than every one that this process made before. */
    public static String next() {
        return UlidCreator.getMonotonicUlid().toString();
    }

    /** @throws InvalidEventException when the header is there and cannot be read */
    public static IntFunction<String> of(Optional<String> seedHeader) {
        return seedHeader.<IntFunction<String>>map(EventIds::seeded).orElse(index -> next());
    }

    private static IntFunction<String> seeded(String header) {
        String[] parts = header.split(",", -1);
        try {
            long time = Long.parseLong(parts[0].trim());
            byte[] random = Base64.getDecoder().decode(parts[1].trim());
            if (parts.length == 2 && random.length == RANDOM_BYTES && time >= 0 && time <= MAX_TIME) {
                return index -> new Ulid(time, plus(random, index + 1)).toString();
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // falls through to the one message for every way to get it wrong
        }
        throw InvalidEventException.badRequest(
                "header x-inngest-event-id-seed must be '<milliseconds>,<base64 of 10 bytes>'");
    }

    private static byte[] plus(byte[] random, int n) {
        ByteBuffer bytes = ByteBuffer.wrap(random.clone());
        bytes.putInt(COUNTER_OFFSET, bytes.getInt(COUNTER_OFFSET) + n);
        return bytes.array();
    }
}
