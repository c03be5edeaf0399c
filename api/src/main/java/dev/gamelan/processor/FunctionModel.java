package dev.gamelan.processor;

import dev.gamelan.deploy.FunctionDefinition;
import java.util.List;

/**
 * What is generated from.
 *
 * @param definition what the annotations say
 * @param packageName of the author's class; empty for the unnamed package
 * @param typeName the author's class, qualified
 * @param generatedName the common part of the generated classes' names
 * @param methodName the author's method
 * @param arguments one Java expression for each of the method's parameters
 * @param returnsVoid whether the method gives no result
 */
record FunctionModel(
        FunctionDefinition definition,
        String packageName,
        String typeName,
        String generatedName,
        String methodName,
        List<String> arguments,
        boolean returnsVoid) {

    String beanName() {
        return generatedName + "_Function";
    }

    String listenerName() {
        return generatedName + "_Listener";
    }

    String packagePrefix() {
        return packageName.isEmpty() ? "" : packageName + ".";
    }
}
