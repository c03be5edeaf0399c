package dev.gamelan.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.TimeLimits;
import dev.gamelan.event.EventPattern;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubscribersTest {

    private final FunctionDefinition order =
            new FunctionDefinition("order", "", 4, List.of(new EventPattern("shop/*")));
    private final FunctionDefinition orderFailure = handlerOf("order");
    private final FunctionDefinition strayFailure = handlerOf("stray");
    private final Subscribers subscribers = new Subscribers(1, List.of(order, orderFailure, strayFailure));

    @Test
    void eventsStartTheFunctionsThatListen() {
        assertThat(subscribers.of("shop/order.placed")).containsExactly("order");
        assertThat(subscribers.of("other/order.placed")).isEmpty();
    }

    @Test
    void failuresStartTheHandlersOfTheirFunction() {
        assertThat(subscribers.ofFailure("order")).containsExactly("order-failure");
        assertThat(subscribers.ofFailure("another")).isEmpty();
    }

    @Test
    void handlersOfFunctionsThatNobodyOffersAreFound() {
        assertThat(subscribers.handlersOfNobody()).containsExactly(strayFailure);
    }

    private static FunctionDefinition handlerOf(String functionId) {
        return new FunctionDefinition(
                functionId + "-failure",
                "",
                1,
                List.of(new EventPattern(FunctionDefinition.FAILED_EVENT)),
                List.of(),
                TimeLimits.NONE,
                Optional.of(functionId),
                true);
    }
}
