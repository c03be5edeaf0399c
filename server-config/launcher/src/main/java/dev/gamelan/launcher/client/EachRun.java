package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;
import jakarta.json.Json;
import java.util.List;
import java.util.function.Consumer;

/** Does the same to several runs. One with which that cannot be done is named and does not keep the others from it. */
final class EachRun {

    private final ServerOption server;

    EachRun(ServerOption server) {
        this.server = server;
    }

    /**
     * @param done the word for what was done
     * @param ids nothing is done when one of them is no id
     * @return 0, or 1 when it could not be done with one of them
     */
    int carryOut(String done, List<String> ids, Consumer<String> action) {
        ids.forEach(RunId::of);
        int exitCode = 0;
        for (String id : ids) {
            try {
                action.accept(id);
                print(done, id);
            } catch (NoAnswerException e) {
                throw e; // nor would there be one to the others
            } catch (LauncherException e) {
                server.err().println("error: " + e.getMessage());
                server.err().flush();
                exitCode = 1;
            }
        }
        return exitCode;
    }

    private void print(String done, String id) {
        server.out()
                .println(
                        server.isJson()
                                ? Json.createObjectBuilder()
                                        .add("run_id", id)
                                        .build()
                                        .toString()
                                : done + " " + id);
        server.out().flush();
    }
}
