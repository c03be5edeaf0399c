package dev.gamelan.examples.hello;

import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import jakarta.enterprise.context.ApplicationScoped;

/** The smallest function: takes the event's data, returns the run's output. */
@ApplicationScoped
public class HelloWorld {

    public record Greeting(String message) {}

    @DurableFunction(id = "hello-world", name = "Hello world")
    @OnEvent(Hello.class)
    Greeting greet(Hello hello) {
        return new Greeting("Hello " + hello.email() + "!");
    }
}
