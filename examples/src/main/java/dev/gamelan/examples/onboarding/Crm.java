package dev.gamelan.examples.onboarding;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A customer database that lasts as long as the server. */
@ApplicationScoped
public class Crm {

    /** A customer. */
    public record Contact(String id, String email) {}

    private final Map<String, Contact> contacts = new ConcurrentHashMap<>();

    /** Creating the same one again gives what is there. */
    public Contact create(String userId, String email) {
        return contacts.computeIfAbsent(userId, id -> new Contact("contact-" + id, email));
    }
}
