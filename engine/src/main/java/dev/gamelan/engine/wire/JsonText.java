package dev.gamelan.engine.wire;

import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads JSON from outside, strictly (RFC 8259): valid UTF-8, one value, no repeated keys, bounded depth and numbers, no
 * NUL and no half surrogate pairs. What PostgreSQL cannot store or a later reader would see differently never gets in.
 */
final class JsonText {

    static final int MAX_DEPTH = 64;
    static final int MAX_VALUES = 300_000;
    private static final int MAX_NUMBER_LENGTH = 1_000;
    private static final int MAX_EXPONENT_DIGITS = 4;

    private static final JsonReaderFactory READERS =
            JsonProvider.provider().createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private JsonText() {}

    static JsonValue parse(byte[] utf8) {
        String text = decode(utf8);
        if (text.isBlank()) {
            throw InvalidEventException.badRequest("the request has no body; send a JSON object or array of events");
        }
        new Scan(text).run();
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readValue();
        } catch (JsonParsingException e) {
            throw InvalidEventException.badRequest("invalid JSON at line %d, column %d: %s"
                    .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber(), e.getMessage()));
        } catch (JsonException | IllegalStateException | NumberFormatException e) {
            throw InvalidEventException.badRequest("invalid JSON: " + e.getMessage());
        }
    }

    private static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw InvalidEventException.badRequest("the body is not valid UTF-8: " + e.getMessage());
        }
    }

    /** One pass over the characters for what the parser would let through, or would only notice after much work. */
    private static final class Scan {

        private final String text;
        private int at;
        private int depth;
        private int values;

        Scan(String text) {
            this.text = text;
        }

        void run() {
            for (at = 0; at < text.length(); at++) {
                char c = text.charAt(at);
                switch (c) {
                    case '"' -> string();
                    case '{', '[' -> open();
                    case ',' -> count();
                    case '}', ']' -> close();
                    case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
                    default -> {
                        // white space, punctuation and literals are the parser's business
                    }
                }
            }
        }

        /** Many tiny values cost a hundred times their length in memory, before any other limit is reached. */
        private void count() {
            if (++values > MAX_VALUES) {
                throw fail("more than " + MAX_VALUES + " values");
            }
        }

        private void open() {
            count();
            if (++depth > MAX_DEPTH) {
                throw fail("nested deeper than " + MAX_DEPTH + " levels");
            }
        }

        private void close() {
            if (--depth == 0) {
                // The reader stops here: a second document would be dropped without a word.
                at++;
                while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                    at++;
                }
                if (at < text.length()) {
                    throw fail("something follows the end of the object or array");
                }
            }
        }

        private void string() {
            boolean highBefore = false;
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                char c = text.charAt(at) == '\\' ? escape() : text.charAt(at);
                if (c == 0) {
                    throw fail("the character U+0000 cannot be stored");
                }
                if (Character.isLowSurrogate(c) != highBefore) {
                    throw fail("half of a surrogate pair");
                }
                highBefore = Character.isHighSurrogate(c);
            }
            if (highBefore) {
                throw fail("half of a surrogate pair");
            }
        }

        /** The escaped character; anything harmless where the escape is malformed, which the parser will say better. */
        private char escape() {
            at++;
            if (at < text.length() && text.charAt(at) == 'u' && at + 4 < text.length()) {
                try {
                    char c = (char) Integer.parseInt(text, at + 1, at + 5, 16);
                    at += 4;
                    return c;
                } catch (NumberFormatException e) {
                    return '?';
                }
            }
            return '?';
        }

        private void number() {
            int start = at;
            int exponentStart = Integer.MAX_VALUE;
            while (at + 1 < text.length() && "0123456789+-.eE".indexOf(text.charAt(at + 1)) >= 0) {
                at++;
                if ("eE+-".indexOf(text.charAt(at)) >= 0) {
                    exponentStart = at + 1;
                }
            }
            if (at - start >= MAX_NUMBER_LENGTH || at - exponentStart >= MAX_EXPONENT_DIGITS) {
                throw fail("number too long or too large");
            }
        }

        private InvalidEventException fail(String what) {
            return InvalidEventException.badRequest("invalid JSON at character " + (at + 1) + ": " + what);
        }
    }
}
