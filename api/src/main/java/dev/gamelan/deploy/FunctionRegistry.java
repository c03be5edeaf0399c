package dev.gamelan.deploy;

/** Where functions announce themselves when their module starts. */
public interface FunctionRegistry {

    /** The name under which every module of the EAR finds the registry. */
    String LOOKUP = "java:app/ejb-module/Functions!dev.gamelan.deploy.FunctionRegistry";

    /** @throws IllegalStateException when another function of this application has the same id; the deployment fails */
    void register(FunctionDefinition definition, DeployedFunction function);

    void unregister(String functionId);
}
