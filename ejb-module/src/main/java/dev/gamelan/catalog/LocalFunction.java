package dev.gamelan.catalog;

import dev.gamelan.deploy.DeployedFunction;
import dev.gamelan.deploy.FunctionDefinition;

/** A function that is deployed on this node: what it is, and how to call it. */
public record LocalFunction(FunctionDefinition definition, DeployedFunction function) {}
