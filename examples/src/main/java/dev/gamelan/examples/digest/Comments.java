package dev.gamelan.examples.digest;

import dev.gamelan.event.Event;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The comments of this server's life; yours are in a table. By event id, so that a repeated run writes each once. */
@ApplicationScoped
public class Comments {

    private record Comment(String subscriber, String text, Instant at) {}

    private final Map<String, Comment> comments = new ConcurrentHashMap<>();

    @DurableFunction(id = "collect-comment", name = "Collect a comment")
    @OnEvent(CommentWritten.class)
    void collect(Event<CommentWritten> event) {
        CommentWritten comment = event.data();
        comments.put(event.id(), new Comment(comment.subscriber(), comment.text(), event.timestamp()));
    }

    List<String> between(String subscriber, Instant from, Instant to) {
        return comments.values().stream()
                .filter(comment -> comment.subscriber().equals(subscriber))
                .filter(comment -> !comment.at().isBefore(from) && comment.at().isBefore(to))
                .sorted(Comparator.comparing(Comment::at))
                .map(Comment::text)
                .toList();
    }
}
