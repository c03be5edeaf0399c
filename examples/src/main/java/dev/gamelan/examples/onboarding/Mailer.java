package dev.gamelan.examples.onboarding;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;

/** Says which mail it would send; an application of yours sends it. */
@ApplicationScoped
public class Mailer {

    private static final System.Logger LOG = System.getLogger(Mailer.class.getName());

    /** @param messageId the same when a mail is sent a second time, so that its receiver can tell */
    public void send(String messageId, String to, String subject) {
        LOG.log(Level.INFO, "Mail {0} to {1}: {2}", messageId, to, subject);
    }
}
