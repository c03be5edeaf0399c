package dev.gamelan.web.rest;

import dev.gamelan.engine.wire.InvalidEventException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Reads the bodies of requests; a bad one is answered with the status and the message that its reader gives. */
final class Bodies {

    private Bodies() {}

    /**
     * @param most how many bytes it may have; the reader is given one more at most
     * @param reader throws an {@link InvalidEventException} that names what is wrong
     */
    static <T> T read(InputStream body, int most, Function<byte[], T> reader) {
        try {
            return reader.apply(body.readNBytes(most + 1));
        } catch (InvalidEventException e) {
            throw new ClientErrorException(e.getMessage(), e.status(), e);
        } catch (IOException e) {
            throw new BadRequestException("the request ended before it was complete", e);
        }
    }
}
