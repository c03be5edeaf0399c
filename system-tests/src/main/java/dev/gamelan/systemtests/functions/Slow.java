package dev.gamelan.systemtests.functions;

import dev.gamelan.event.EventName;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** Two functions that take their time, so that there is a backlog to kill a server in. */
@ApplicationScoped
public class Slow {

    @EventName("test/slow")
    public record Work(int number, int millis) {}

    @DurableFunction(id = "slow-left")
    @OnEvent(Work.class)
    int left(Work work) throws InterruptedException {
        return work(work);
    }

    @DurableFunction(id = "slow-right")
    @OnEvent(Work.class)
    int right(Work work) throws InterruptedException {
        return work(work);
    }

    private static int work(Work work) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(work.millis()); // stands for the work of a real function
        return work.number();
    }
}
