package dev.gamelan.systemtests.harness;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Starts the server when the first test is about to run, and stops it after the last. */
public class ServerForTheSuite implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("gamelan.test.database") != null) {
            session.getLauncher().registerTestExecutionListeners(new TestExecutionListener() {
                @Override
                public void testPlanExecutionStarted(TestPlan plan) {
                    if (plan.containsTests() && TestServer.get() == null) {
                        TestServer.start();
                    }
                }
            });
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        TestServer.stop();
    }
}
