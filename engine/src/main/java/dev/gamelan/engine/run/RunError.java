package dev.gamelan.engine.run;

import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * Why an attempt failed, in the shape of the SDKs' errors.
 *
 * @param name the exception's class
 * @param message what it said; cut when longer than 64 Ki characters
 * @param stack its stack trace; cut when longer than 64 Ki characters
 */
public record RunError(String name, String message, String stack) {

    private static final int MAX_LENGTH = 64 * 1024;

    public RunError {
        message = storable(message);
        stack = storable(stack);
    }

    public static RunError of(Throwable thrown) {
        String name = thrown.getClass().getName();
        try {
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack));
            return new RunError(name, String.valueOf(thrown.getMessage()), stack.toString());
        } catch (RuntimeException e) {
            // The author's exception class has a mistake of its own; its run has to end all the same.
            return of(name, "its message cannot be read: " + e.getClass().getName());
        }
    }

    /** An error of the server's own making, which has no stack to show. */
    public static RunError of(String name, String message) {
        return new RunError(name, message, "");
    }

    /** What {@link #toJson} wrote. */
    public static RunError parse(String json) {
        JsonObject error = Jsons.parse(json).asJsonObject();
        return new RunError(
                error.getString("name", "Error"), error.getString("message", ""), error.getString("stack", ""));
    }

    public String toJson() {
        JsonObjectBuilder json = Jsons.object().add("name", name).add("message", message);
        if (!stack.isEmpty()) {
            json.add("stack", stack);
        }
        return json.build().toString();
    }

    /** A text that every database stores: bounded, no NUL, no half of a surrogate pair. */
    private static String storable(String text) {
        String bounded = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "… (truncated)";
        byte[] utf8 = bounded.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
