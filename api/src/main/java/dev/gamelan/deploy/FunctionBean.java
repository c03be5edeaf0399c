package dev.gamelan.deploy;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.ejb.SessionContext;

/** What generated function beans have in common: a singleton that announces itself and turns exceptions into values. */
public abstract class FunctionBean implements DeployedFunction {

    @Resource
    private SessionContext session;

    @EJB(lookup = FunctionRegistry.LOOKUP)
    private FunctionRegistry registry;

    @PostConstruct
    void announce() {
        // The container's proxy, not this: only a call through it enters this module's naming context.
        registry.register(definition(), session.getBusinessObject(DeployedFunction.class));
    }

    @PreDestroy
    void withdraw() {
        registry.unregister(definition().id());
    }

    @Override
    public Outcome invoke(FunctionCall call) {
        try {
            Object value = call(call);
            call.returned();
            return new Outcome.Returned(value);
        } catch (Throwable thrown) {
            // Errors too: a function that overflows the stack fails its run, not the server's thread.
            return new Outcome.Thrown(unwrap(thrown));
        }
    }

    /** A function in an EJB, not a CDI bean, leaves its container like this when it suspends: any error is wrapped there. */
    private static Throwable unwrap(Throwable thrown) {
        return thrown instanceof EJBException && thrown.getCause() instanceof Suspension suspension
                ? suspension
                : thrown;
    }

    protected abstract FunctionDefinition definition();

    /** Calls the author's method with the arguments it asks for. */
    protected abstract Object call(FunctionCall call) throws Throwable;
}
