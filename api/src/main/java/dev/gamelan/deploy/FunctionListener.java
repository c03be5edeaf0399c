package dev.gamelan.deploy;

import jakarta.ejb.EJB;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.TextMessage;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Stream;

/**
 * What generated message-driven beans have in common: a message says which events a function was sent, by id; recording
 * that is all that happens here. No code of the function's author runs in {@code onMessage}.
 *
 * <p>The message is acknowledged after the database has committed. A database that does not answer makes this throw, and
 * the broker sends the message again; a message that makes no sense never will, so it is logged and acknowledged.
 */
public abstract class FunctionListener implements MessageListener {

    private static final System.Logger LOG = System.getLogger(FunctionListener.class.getName());

    private final String functionId;

    @EJB(lookup = Admission.LOOKUP)
    private Admission admission;

    protected FunctionListener(String functionId) {
        this.functionId = functionId;
    }

    @Override
    public void onMessage(Message message) {
        List<String> eventIds = eventIds(message);
        if (!eventIds.isEmpty()) {
            admission.admit(functionId, eventIds);
        }
    }

    private List<String> eventIds(Message message) {
        try {
            List<String> eventIds = message instanceof TextMessage text ? split(text.getText()) : List.of();
            if (!eventIds.isEmpty()) {
                return eventIds;
            }
            LOG.log(
                    Level.WARNING,
                    "Function {0} was sent a {1} that holds no event ids; it is dropped",
                    functionId,
                    message.getClass().getSimpleName());
            return List.of();
        } catch (JMSException e) {
            throw new IllegalStateException("message for function " + functionId + " cannot be read", e);
        }
    }

    private static List<String> split(String text) {
        return text == null
                ? List.of()
                : Stream.of(text.split(",")).filter(id -> !id.isBlank()).toList();
    }
}
