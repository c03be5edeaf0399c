package dev.gamelan.examples.orders;

import static dev.gamelan.engine.run.RunStatus.COMPLETED;
import static dev.gamelan.engine.run.RunStatus.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.examples.orders.OrderSaga.Result;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.test.FunctionTest;
import dev.gamelan.test.TestRun;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OrderSagaTest {

    private final Warehouse warehouse = new Warehouse();
    private final Payments payments = new Payments();
    private final FunctionTest test =
            FunctionTest.of(new OrderSaga(warehouse, payments, new Carrier())).strict();

    @Test
    void shipsAndTells() {
        TestRun run = test.send(new OrderPlaced("o1", "chair", 2, 5_000));

        assertThat(run.result()).isEqualTo(new Result(true, "track-o1"));
        assertThat(run.steps()).containsExactly("reserve", "charge", "ship", "tell");
        assertThat(test.sentEvents(OrderShipped.class)).containsExactly(new OrderShipped("o1", "track-o1"));
        assertThat(warehouse.inStock("chair")).isEqualTo(8);
        assertThat(payments.total()).isEqualTo(5_000);
    }

    @Test
    void undoesEverythingInReverseOrderWhenItCannotShip() {
        TestRun run = test.send(new OrderPlaced("o1", "chair", 6, 5_000));

        assertThat(run.result()).isEqualTo(new Result(false, "a parcel takes 5 things, not 6"));
        assertThat(run.steps()).containsExactly("reserve", "charge", "ship", "refund", "release");
        assertThat(warehouse.inStock("chair")).isEqualTo(10);
        assertThat(payments.total()).isZero();
        assertThat(test.sentEvents()).isEmpty();
    }

    @Test
    void undoesOnlyWhatWasDone() {
        assertThat(test.send(new OrderPlaced("o1", "chair", 2, 500_000)).steps())
                .containsExactly("reserve", "charge", "release");
        assertThat(test.send(new OrderPlaced("o2", "chair", 11, 5_000)).steps()).containsExactly("reserve");
    }

    @Test
    void chargesOnceWhateverHappens() {
        test.failStep("ship").times(3).with(new IOException("carrier is down"));
        TestRun run = test.send(new OrderPlaced("o1", "chair", 2, 5_000));

        test.advance(Duration.ofMinutes(2));

        assertThat(run.status()).isEqualTo(COMPLETED);
        assertThat(run.attempts("ship")).isEqualTo(4);
        assertThat(run.attempts("charge")).isEqualTo(1);
    }

    @Test
    void goesOnTryingToUndo() {
        test.failStep("refund").times(15).with(new IOException("provider is down"));
        TestRun run = test.send(new OrderPlaced("o1", "chair", 6, 5_000));

        test.advance(Duration.ofDays(1));

        assertThat(run.status()).isEqualTo(COMPLETED);
        assertThat(payments.total()).isZero();
    }

    @Test
    void callsForHelpWhenItCannotUndo() {
        test.failStep("refund").with(new NonRetriableException("account closed"));
        TestRun run = test.send(new OrderPlaced("o1", "chair", 6, 5_000));

        assertThat(run.status()).isEqualTo(FAILED);
        assertThat(test.runs("process-order-failure"))
                .singleElement()
                .satisfies(handler -> assertThat(handler.steps()).containsExactly("call-for-help"));
    }
}
