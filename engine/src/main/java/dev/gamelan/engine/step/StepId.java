package dev.gamelan.engine.step;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which step of a run: the id that its author gave it, and a number when the same id came before in this run.
 *
 * @param id 1 to 256 characters, no control characters
 * @param index 0 for the first step with this id
 */
public record StepId(String id, int index) {

    public static final int MAX_LENGTH = 256;

    /** @throws IllegalArgumentException when the id cannot be stored */
    public StepId {
        if (id.isEmpty() || id.length() > MAX_LENGTH || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a step's id must have 1 to " + MAX_LENGTH
                    + " characters and no control characters; it has " + id.length());
        }
    }

    /** SHA-1 of {@code id} or {@code id:index} in hexadecimal: the rule of the Inngest SDKs, so that all share one memo. */
    public String key() {
        try {
            String text = index == 0 ? id : id + ":" + index;
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
