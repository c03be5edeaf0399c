package dev.gamelan.systemtests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.persistence.Entity;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The structure that {@code README.md} and {@code docs/architecture.md} describe, as rules. */
class ModularityTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "dev.gamelan.event",
                    "dev.gamelan.function",
                    "dev.gamelan.step",
                    "dev.gamelan.deploy",
                    "dev.gamelan.processor",
                    "dev.gamelan.engine",
                    "dev.gamelan.platform",
                    "dev.gamelan.metrics",
                    "dev.gamelan.telemetry",
                    "dev.gamelan.database",
                    "dev.gamelan.commit",
                    "dev.gamelan.search",
                    "dev.gamelan.catalog",
                    "dev.gamelan.eventlog",
                    "dev.gamelan.execution",
                    "dev.gamelan.waits",
                    "dev.gamelan.admission",
                    "dev.gamelan.retention",
                    "dev.gamelan.errors",
                    "dev.gamelan.bulk",
                    "dev.gamelan.housekeeping",
                    "dev.gamelan.stream",
                    "dev.gamelan.transfer",
                    "dev.gamelan.statistics",
                    "dev.gamelan.diagnostics",
                    "dev.gamelan.web",
                    "dev.gamelan.examples");

    @Test
    void everyModuleIsLookedAt() {
        assertThat(PRODUCT.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
                .contains(
                        "dev.gamelan.event",
                        "dev.gamelan.engine.run",
                        "dev.gamelan.execution",
                        "dev.gamelan.web.ingest",
                        "dev.gamelan.examples.hello");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.gamelan.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void theEngineKnowsNoContainer() {
        noClasses()
                .that()
                .resideInAPackage("dev.gamelan.engine..")
                .should()
                .dependOnClassesThat(resideInAPackage("jakarta..")
                        .and(resideInAPackage("jakarta.json..").negate()))
                .check(PRODUCT);
    }

    @Test
    void dependenciesPointInOneDirection() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("web")
                .definedBy("dev.gamelan.web..")
                .layer("housekeeping")
                .definedBy("dev.gamelan.housekeeping..")
                .layer("errors")
                .definedBy("dev.gamelan.errors..")
                .layer("stream")
                .definedBy("dev.gamelan.stream..")
                .layer("transfer")
                .definedBy("dev.gamelan.transfer..")
                .layer("statistics")
                .definedBy("dev.gamelan.statistics..")
                .layer("diagnostics")
                .definedBy("dev.gamelan.diagnostics..")
                .layer("bulk")
                .definedBy("dev.gamelan.bulk..")
                .layer("retention")
                .definedBy("dev.gamelan.retention..")
                .layer("admission")
                .definedBy("dev.gamelan.admission..")
                .layer("waits")
                .definedBy("dev.gamelan.waits..")
                .layer("execution")
                .definedBy("dev.gamelan.execution..")
                .layer("eventlog")
                .definedBy("dev.gamelan.eventlog..")
                .layer("catalog")
                .definedBy("dev.gamelan.catalog..")
                .layer("commit")
                .definedBy("dev.gamelan.commit..")
                .layer("search")
                .definedBy("dev.gamelan.search..")
                .layer("database")
                .definedBy("dev.gamelan.database..")
                .layer("telemetry")
                .definedBy("dev.gamelan.telemetry..")
                .layer("metrics")
                .definedBy("dev.gamelan.metrics..")
                .layer("platform")
                .definedBy("dev.gamelan.platform..")
                .layer("engine")
                .definedBy("dev.gamelan.engine..")
                .whereLayer("web")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("housekeeping")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("errors")
                .mayOnlyBeAccessedByLayers("web")
                .whereLayer("stream")
                .mayOnlyBeAccessedByLayers("web")
                .whereLayer("transfer")
                .mayOnlyBeAccessedByLayers("web")
                .whereLayer("statistics")
                .mayOnlyBeAccessedByLayers("web")
                .whereLayer("diagnostics")
                .mayOnlyBeAccessedByLayers("web")
                .whereLayer("bulk")
                .mayOnlyBeAccessedByLayers("web", "housekeeping")
                .whereLayer("retention")
                .mayOnlyBeAccessedByLayers("web", "housekeeping", "bulk")
                .whereLayer("admission")
                .mayOnlyBeAccessedByLayers("web", "housekeeping")
                .whereLayer("waits")
                .mayOnlyBeAccessedByLayers("web", "housekeeping", "admission")
                .whereLayer("execution")
                .mayOnlyBeAccessedByLayers("web", "housekeeping", "stream", "transfer", "bulk", "admission", "waits")
                .whereLayer("eventlog")
                .mayOnlyBeAccessedByLayers(
                        "web", "housekeeping", "stream", "transfer", "bulk", "admission", "waits", "execution")
                .whereLayer("catalog")
                .mayOnlyBeAccessedByLayers(
                        "web", "housekeeping", "diagnostics", "bulk", "admission", "waits", "execution", "eventlog")
                .whereLayer("commit")
                .mayOnlyBeAccessedByLayers(
                        "web", "stream", "transfer", "retention", "admission", "execution", "eventlog")
                .whereLayer("search")
                .mayOnlyBeAccessedByLayers("web", "errors", "bulk", "execution", "eventlog")
                .whereLayer("database")
                .mayOnlyBeAccessedByLayers(
                        "web",
                        "errors",
                        "stream",
                        "statistics",
                        "diagnostics",
                        "transfer",
                        "bulk",
                        "retention",
                        "admission",
                        "execution",
                        "eventlog",
                        "catalog",
                        "commit",
                        "search")
                .whereLayer("telemetry")
                .mayOnlyBeAccessedByLayers("web", "execution", "eventlog")
                .whereLayer("metrics")
                .mayOnlyBeAccessedByLayers(
                        "web",
                        "stream",
                        "statistics",
                        "admission",
                        "execution",
                        "eventlog",
                        "catalog",
                        "commit",
                        "telemetry")
                .whereLayer("platform")
                .mayOnlyBeAccessedByLayers(
                        "web",
                        "housekeeping",
                        "retention",
                        "stream",
                        "statistics",
                        "diagnostics",
                        "bulk",
                        "admission",
                        "waits",
                        "execution",
                        "eventlog",
                        "catalog",
                        "commit",
                        "telemetry",
                        "metrics")
                .check(PRODUCT);
    }

    @Test
    void functionsNeedOnlyTheApi() {
        noClasses()
                .that()
                .resideInAPackage("dev.gamelan.examples..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gamelan..")
                        .and(resideInAPackage("dev.gamelan.examples..").negate())
                        .and(resideInAPackage("dev.gamelan.event").negate())
                        .and(resideInAPackage("dev.gamelan.function").negate())
                        .and(resideInAPackage("dev.gamelan.step").negate())
                        .and(resideInAPackage("dev.gamelan.deploy").negate()))
                .check(PRODUCT);
    }

    @Test
    void nothingCallsTimersListenersOrResources() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Timer|Listener|Resource|Application)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gamelan..")
                        .and(nameEndingWith("Resource")
                                .or(nameEndingWith("Application"))
                                .or(nameEndingWith("Timer"))))
                .check(PRODUCT);
    }

    @Test
    void enterpriseBeansArePublicAndEntitiesAreNot() {
        classes()
                .that()
                .areAnnotatedWith(Stateless.class)
                .or()
                .areAnnotatedWith(Singleton.class)
                .or()
                .areAnnotatedWith(MessageDriven.class)
                .should()
                .bePublic() // the container deploys others and fails, or keeps silent, when they are used
                .check(PRODUCT);
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .and()
                .resideOutsideOfPackage("dev.gamelan.examples..")
                .should()
                .bePackagePrivate()
                .check(PRODUCT);
    }
}
