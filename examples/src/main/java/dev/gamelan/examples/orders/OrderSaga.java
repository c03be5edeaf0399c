package dev.gamelan.examples.orders;

import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.OnFailure;
import dev.gamelan.function.RunFailure;
import dev.gamelan.step.Step;
import dev.gamelan.step.StepFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reserves, charges, ships. When one of these fails for good, what was done before is undone, the last thing first; each of
 * that is a step too, and is repeated until it succeeds or its retries are used up.
 */
@ApplicationScoped
public class OrderSaga {

    /** Undoing has to succeed; this goes on for more than a day. */
    private static final int RETRIES_OF_UNDOING = 20;

    private static final System.Logger LOG = System.getLogger(OrderSaga.class.getName());

    /** What came of an order. */
    public record Result(boolean shipped, String detail) {}

    private final Warehouse warehouse;
    private final Payments payments;
    private final Carrier carrier;

    @Inject
    OrderSaga(Warehouse warehouse, Payments payments, Carrier carrier) {
        this.warehouse = warehouse;
        this.payments = payments;
        this.carrier = carrier;
    }

    /** For the container's proxy. */
    protected OrderSaga() {
        this(null, null, null);
    }

    @DurableFunction(id = "process-order", name = "Process an order")
    @OnEvent(OrderPlaced.class)
    Result process(OrderPlaced order, Step step) {
        Deque<Runnable> undo = new ArrayDeque<>();
        Step patient = step.withRetries(RETRIES_OF_UNDOING);
        try {
            String reservation = step.run(
                    "reserve", () -> warehouse.reserve(step.idempotencyKey(), order.article(), order.quantity()));
            undo.push(() -> patient.run("release", () -> warehouse.release(reservation)));

            String charge = step.run("charge", () -> payments.charge(step.idempotencyKey(), order.cents()));
            undo.push(() -> patient.run("refund", () -> payments.refund(charge)));

            String tracking = step.run("ship", () -> carrier.ship(order.orderId(), order.quantity()));
            step.sendEvent("tell", new OrderShipped(order.orderId(), tracking));
            return new Result(true, tracking);
        } catch (StepFailedException e) {
            undo.forEach(Runnable::run);
            return new Result(false, e.errorMessage());
        }
    }

    /** Something could not be undone: somebody has to look at it. */
    @OnFailure("process-order")
    void callForHelp(RunFailure<OrderPlaced> failure, Step step) {
        step.run(
                "call-for-help",
                () -> LOG.log(
                        Level.WARNING,
                        "Order {0} is half done: {1}",
                        failure.event().data().orderId(),
                        failure.errorMessage()));
    }
}
