package dev.gamelan.deploy;

/** A function as the server calls it. Implemented by generated code; being an EJB, it runs in its own module's naming context. */
public interface DeployedFunction {

    /** Calls the function once. Never throws: what the function throws is a value too. */
    Outcome invoke(FunctionCall call);
}
