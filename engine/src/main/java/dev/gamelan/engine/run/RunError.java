package dev.gamelan.engine.run;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Why an attempt failed, in the shape of the SDKs' errors.
 *
 * @param name the exception's class
 * @param message what it said, at most 64 Ki characters
 * @param stack its stack trace, at most 64 Ki characters
 */
public record RunError(String name, String message, String stack) {

    private static final int MAX_LENGTH = 64 * 1024;

    public RunError {
        message = storable(message);
        stack = storable(stack);
    }

    public static RunError of(Throwable thrown) {
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        return new RunError(thrown.getClass().getName(), String.valueOf(thrown.getMessage()), stack.toString());
    }

    /** An error of the server's own making, which has no stack to show. */
    public static RunError of(String name, String message) {
        return new RunError(name, message, "");
    }

    public String toJson() {
        JsonObjectBuilder json = Json.createObjectBuilder().add("name", name).add("message", message);
        if (!stack.isEmpty()) {
            json.add("stack", stack);
        }
        return json.build().toString();
    }

    /** A text that every database stores: bounded, no NUL. */
    private static String storable(String text) {
        String bounded = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "… (truncated)";
        return bounded.replace('\0', '\uFFFD');
    }
}
