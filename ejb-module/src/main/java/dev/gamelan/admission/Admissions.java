package dev.gamelan.admission;

import dev.gamelan.commit.Writer;
import dev.gamelan.deploy.Admission;
import dev.gamelan.platform.CrashPoint;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/** Where functions' subscriptions report the events that they were sent. */
@Stateless
@Local(Admission.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Admissions implements Admission {

    @Inject
    private Writer writer;

    @Inject
    private Starts starts;

    @Override
    public void admit(String functionId, List<String> eventIds) {
        writer.write(starts, new Starts.Report(functionId, eventIds));
        CrashPoint.at("admission.admitted");
    }
}
