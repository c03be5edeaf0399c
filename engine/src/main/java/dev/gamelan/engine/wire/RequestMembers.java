package dev.gamelan.engine.wire;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The members of a request. Null is as good as absent; what breaks a rule is named. */
final class RequestMembers {

    private final JsonObject request;

    private RequestMembers(JsonObject request) {
        this.request = request;
    }

    /** @param example of an object, for the message */
    static RequestMembers of(byte[] body, int mostBytes, String example) {
        if (body.length > mostBytes) {
            throw new InvalidEventException(413, "the request is larger than " + mostBytes + " bytes");
        }
        if (!(JsonText.parse(body) instanceof JsonObject object)) {
            throw InvalidEventException.badRequest("the request must be an object " + example);
        }
        return new RequestMembers(object);
    }

    void checkKnown(Set<String> known) {
        request.keySet().stream()
                .filter(member -> !known.contains(member))
                .findFirst()
                .ifPresent(member -> {
                    throw InvalidEventException.badRequest(member + " is not known; there are "
                            + String.join(", ", known.stream().sorted().toList()));
                });
    }

    boolean has(String member) {
        return request.containsKey(member) && request.get(member).getValueType() != ValueType.NULL;
    }

    JsonValue value(String member) {
        return request.get(member);
    }

    Optional<JsonObject> object(String member) {
        if (!has(member)) {
            return Optional.empty();
        }
        if (!(value(member) instanceof JsonObject object)) {
            throw fail(member, "must be an object, is " + EventRules.describe(value(member)));
        }
        return Optional.of(object);
    }

    Optional<String> text(String member, int least, int most) {
        if (!has(member)) {
            return Optional.empty();
        }
        if (!(value(member) instanceof JsonString string)
                || string.getString().strip().length() < least
                || string.getString().length() > most
                || string.getString().chars().anyMatch(Character::isISOControl)) {
            throw fail(member, "must be a text of " + least + " to " + most + " characters without control characters");
        }
        return Optional.of(string.getString());
    }

    boolean flag(String member) {
        if (!has(member)) {
            return false;
        }
        ValueType type = value(member).getValueType();
        if (type != ValueType.TRUE && type != ValueType.FALSE) {
            throw fail(member, "must be true or false, is " + EventRules.describe(value(member)));
        }
        return type == ValueType.TRUE;
    }

    OptionalDouble number(String member, double least, double most) {
        if (!has(member)) {
            return OptionalDouble.empty();
        }
        if (!(value(member) instanceof JsonNumber number)
                || number.doubleValue() < least
                || number.doubleValue() > most) {
            throw fail(member, "must be a number from " + least + " to " + most);
        }
        return OptionalDouble.of(number.doubleValue());
    }

    InvalidEventException fail(String member, String rule) {
        return InvalidEventException.badRequest(member + " " + rule);
    }
}
