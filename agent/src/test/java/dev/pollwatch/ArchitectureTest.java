package dev.pollwatch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom. Dependencies point one way: view → keepalive ← weave, diagnose → os. */
class ArchitectureTest {

    private static JavaClasses agent;
    private static JavaClasses tests;

    @BeforeAll
    static void readTheClasses() {
        agent = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.pollwatch");
        tests = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages("dev.pollwatch");
    }

    @Test
    void shouldKeepTheCoreFreeOfViewsBytecodeAndOptions() {
        classes()
                .that()
                .resideInAPackage("..pollwatch.keepalive..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.pollwatch.keepalive..", "java..", "org.jspecify..")
                .check(agent);
    }

    @Test
    void shouldLetTheWeaverKnowNoRoomButTheCore() {
        noClasses()
                .that()
                .resideInAPackage("..pollwatch.weave..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms("view", "config", "start", "diagnose", "os", "entry"))
                .check(agent);
    }

    @Test
    void shouldLetTheDiagnosisKnowNoRoomButTheCoreAndTheOs() {
        noClasses()
                .that()
                .resideInAPackage("..pollwatch.diagnose..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms("view", "config", "start", "weave", "entry"))
                .check(agent);
    }

    @Test
    void shouldLetTheOsAndTheOptionsKnowNoOtherRoom() {
        for (String room : new String[] {"os", "config"}) {
            noClasses()
                    .that()
                    .resideInAPackage("dev.pollwatch." + room + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.pollwatch..")
                            .and(resideOutsideOfPackage("dev.pollwatch." + room + "..")))
                    .check(agent);
        }
    }

    @Test
    void shouldLetAViewKnowTheCoreAndTheOsOnly() {
        noClasses()
                .that()
                .resideInAPackage("..pollwatch.view..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms("weave", "config", "start", "diagnose", "entry"))
                .check(agent);
    }

    @Test
    void shouldKeepTheViewsFromKnowingOneAnother() {
        slices().matching("dev.pollwatch.view.(*)..")
                .should()
                .notDependOnEachOther()
                .check(agent);
    }

    @Test
    void shouldMakeTheEntranceOfTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("..pollwatch.entry..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.pollwatch.entry..", "java..")
                .check(agent);
    }

    @Test
    void shouldLetTheCommandLineKnowTheTableOnlyAndTheAgentNothingOfTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("dev.pollwatch.cli..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.pollwatch..")
                        .and(resideOutsideOfPackages("dev.pollwatch.cli..", "dev.pollwatch.view")))
                .check(agent);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.pollwatch.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.pollwatch.cli..", "picocli..", "com.sun.tools.attach..")
                .check(agent);
    }

    @Test
    void shouldLetNobodyButTheStartKnowTheOptions() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.pollwatch.config..", "dev.pollwatch.start..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.pollwatch.config..")
                .check(agent);
    }

    @Test
    void shouldLetNobodyKnowTheStart() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.pollwatch.start..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.pollwatch.start..")
                .check(agent);
    }

    @Test
    void shouldHaveNoDumpingGround() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..misc..", "..helper..")
                .check(agent);
        noClasses()
                .should()
                .resideInAnyPackage("dev.pollwatch..util..", "dev.pollwatch..common..")
                .check(tests);
    }

    @Test
    void shouldNeverAskTheHostsLogging() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..")
                .check(agent);
        noClasses()
                .should()
                .callMethod(System.class, "getLogger", String.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.slf4j.LoggerFactory")
                .check(agent);
    }

    @Test
    void shouldPrintNowhereButAtTheEntrance() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.pollwatch.entry..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(agent);
    }

    @Test
    void shouldNeverWaitInATestByTheClockAlone() {
        noClasses()
                .that()
                // The hosts are what is watched, and sleeping is one of the things they do.
                .resideOutsideOfPackage("..host..")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .check(tests);
    }

    private static String[] rooms(String... names) {
        String[] packages = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            packages[i] = "dev.pollwatch." + names[i] + "..";
        }
        return packages;
    }
}
