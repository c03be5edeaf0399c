package dev.gamelan.deploy;

import java.util.List;

/** Where a function's subscription reports the events it was sent. */
public interface Admission {

    /** The name under which every module of the EAR finds it. */
    String LOOKUP = "java:app/ejb-module/Admissions!dev.gamelan.deploy.Admission";

    /**
     * Starts one run of the function for each of the events that has none yet. Repeating a call does nothing.
     *
     * @throws RuntimeException when the database does not answer: then nothing was started, and the message comes again
     */
    void admit(String functionId, List<String> eventIds);
}
