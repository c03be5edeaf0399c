package dev.gamelan.examples.hello;

import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.RunContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A second function on the same event. When the mail server is away, this run is tried again later, and the others do not
 * notice.
 */
@ApplicationScoped
public class WelcomeMail {

    private static final System.Logger LOG = System.getLogger(WelcomeMail.class.getName());

    /** {@code host:port} of a mail server. Without one, no mail is sent. */
    @Inject
    @ConfigProperty(name = "gamelan.examples.smtp")
    Optional<String> smtp;

    @DurableFunction(id = "welcome-mail", name = "Send a welcome mail")
    @OnEvent(Hello.class)
    void send(Hello hello, RunContext run) throws MessagingException {
        if (smtp.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "No gamelan.examples.smtp is configured; the welcome mail of run {0} is not sent",
                    run.runId());
            return;
        }
        Message mail = new IdentifiedMail(session(smtp.get()), run.runId());
        mail.setFrom(new InternetAddress("gamelan@example.com"));
        mail.setRecipient(Message.RecipientType.TO, address(hello.email()));
        mail.setSubject("Welcome!");
        mail.setText("Hello " + hello.email() + ", good to have you here.");
        Transport.send(mail);
    }

    /** A run can be tried again after its mail has left; the same Message-ID lets mail servers tell. */
    private static final class IdentifiedMail extends MimeMessage {

        private final String id;

        IdentifiedMail(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + "@gamelan.example.com>");
        }
    }

    private static Session session(String hostAndPort) {
        Properties properties = new Properties();
        String[] parts = hostAndPort.split(":", 2);
        properties.setProperty("mail.smtp.host", parts[0]);
        properties.setProperty("mail.smtp.port", parts.length == 2 ? parts[1] : "25");
        properties.setProperty("mail.smtp.connectiontimeout", "5000");
        properties.setProperty("mail.smtp.timeout", "10000");
        return Session.getInstance(properties);
    }

    private static InternetAddress address(String email) {
        try {
            return new InternetAddress(String.valueOf(email), true);
        } catch (AddressException e) {
            throw new NonRetriableException("'" + email + "' is not a mail address", e);
        }
    }
}
