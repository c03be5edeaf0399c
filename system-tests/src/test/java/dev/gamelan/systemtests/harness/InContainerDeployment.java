package dev.gamelan.systemtests.harness;

import java.io.File;
import java.net.URISyntaxException;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR that ships, with a class of tests in its web module. */
public final class InContainerDeployment {

    private InContainerDeployment() {}

    public static EnterpriseArchive create(Class<?> tests) {
        TestServer.get().undeploy();
        File shipped = TestServer.get().shippedEar().toFile();
        EnterpriseArchive ear = ShrinkWrap.create(ZipImporter.class, "gamelan.ear")
                .importFrom(shipped)
                .as(EnterpriseArchive.class);
        WebArchive web = ear.getAsType(WebArchive.class, "/web-module.war");
        web.addClass(tests);
        ear.delete("/web-module.war");
        ear.addAsModule(Testable.archiveToTest(web));
        Stream.of(Assertions.class, Awaitility.class, Matchers.class)
                .map(InContainerDeployment::jarOf)
                .forEach(ear::addAsLibraries);
        return ear;
    }

    private static File jarOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
