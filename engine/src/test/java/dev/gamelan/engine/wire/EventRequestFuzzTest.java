package dev.gamelan.engine.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damages good requests at random. Whatever comes out is either read, and then is JSON that reads the same once more, or
 * refused in an orderly way. Another run of luck: {@code -Dgamelan.fuzz.seed=…}.
 */
class EventRequestFuzzTest {

    private static final long SEED = Long.getLong("gamelan.fuzz.seed", 20261122L);
    private static final int ROUNDS = 30_000;

    private static final List<String> DOCUMENTS = List.of(
            "{\"name\":\"app/user.signup\",\"data\":{\"userId\":\"u1\",\"n\":[1,-2.5,1e3,true,false,null]}}",
            "[{\"name\":\"a\",\"id\":\"1\",\"ts\":1795353063123},{\"name\":\"b\",\"v\":\"2\",\"user\":{\"x\":{}},\"meta\":{}}]",
            "{\"name\":\"größe\",\"data\":{\"\uD83D\uDE00\":\"\\ud83d\\ude00\\\\\\\"\\n\",\"_inngest\":{\"a\":[[[{}]]]}}}",
            " [ { \"name\" : \"a\" , \"data\" : { \"a\" : 9007199254740993 , \"b\" : 1E+400 , \"c\" : -0.0 } } ] ");

    private static final List<String> PIECES = List.of(
            "\"",
            "\\",
            "\\u",
            "\\ud83d",
            "\\ude00",
            "\\u0000",
            "\0",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "-",
            "+",
            ".",
            "e",
            "E9999",
            "0",
            "99999999999999999999",
            "null",
            "true",
            "\"a\":1,",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "/*",
            "//",
            " ",
            "\n",
            "\ufeff",
            "\u2028",
            "NaN",
            "\"name\":\"a\",",
            "\"ts\":1e9999,",
            "\"data\":");

    private final Random random = new Random(SEED);

    @Test
    void damagedRequestIsReadOrRefusedAndNothingElse() {
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = pick(DOCUMENTS).getBytes(UTF_8);
            for (int damages = 1 + random.nextInt(4); damages > 0; damages--) {
                body = damage(body);
            }
            accepted += readOrRefuse(body, round);
        }
        assertThat(accepted)
                .as("accepted of %s; too few or too many would test little", ROUNDS)
                .isBetween(ROUNDS / 100, ROUNDS / 2);
    }

    private static int readOrRefuse(byte[] body, int round) {
        try {
            for (IncomingEvent event : EventRequest.parse(body, Optional.empty())) {
                assertThat(JsonText.parse(event.data().getBytes(UTF_8))).hasToString(event.data());
                assertThat(event.name()).isNotBlank().doesNotContain("\0");
            }
            return 1;
        } catch (InvalidEventException e) {
            assertThat(e.getMessage()).isNotBlank();
            return 0;
        } catch (Throwable e) {
            String where = "seed " + SEED + ", round " + round + ", body in base64 "
                    + Base64.getEncoder().encodeToString(body);
            throw new AssertionError(where, e);
        }
    }

    private byte[] damage(byte[] body) {
        int from = random.nextInt(body.length + 1);
        int to = from + random.nextInt(Math.min(8, body.length - from) + 1);
        return switch (random.nextInt(6)) {
            case 0 -> replace(body, from, to, new byte[0]);
            case 1 -> replace(body, from, from, pick(PIECES).getBytes(UTF_8));
            case 2 -> replace(body, from, to, pick(PIECES).getBytes(UTF_8));
            case 3 -> replace(body, from, Math.min(from + 1, body.length), new byte[] {(byte) random.nextInt(256)});
            case 4 -> replace(body, from, from, Arrays.copyOfRange(body, from, to));
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(body, from) : replace(body, from, from, body);
        };
    }

    private static byte[] replace(byte[] body, int from, int to, byte[] piece) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(body, 0, from);
        result.writeBytes(piece);
        result.write(body, to, body.length - to);
        return result.toByteArray();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
