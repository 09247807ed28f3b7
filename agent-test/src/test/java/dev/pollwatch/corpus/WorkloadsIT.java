package dev.pollwatch.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.TestPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The workloads that are quickly done, on two JDKs at once; the others are run by {@code corpus.sh}. */
class WorkloadsIT {

    private static final List<String> QUICK = List.of("jackson", "netty");
    /** More than a rule's status names, so that it shows whether all of them are counted. */
    private static final int MANY = 200;

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldGiveTheSameOutputWithEverythingWoven(Jdk jdk) throws IOException {
        Path scratch = Files.createDirectories(TestPaths.scratch().resolve("workloads-" + jdk.feature()));
        Workloads workloads = new Workloads(TestPaths.agentJar(), TestPaths.workloads(), scratch, 1);
        for (String name : QUICK) {
            WorkloadResult result = workloads.compare(name, new Jvm(jdk.feature(), jdk.home()));

            System.out.println(result.row());
            assertThat(result.sameOutput()).as(result.row()).isTrue();
            assertThat(result.isAgentWell()).as(result.row()).isTrue();
            assertThat(result.woven().number("WovenLoops")).as(name).isGreaterThan(MANY);
        }
    }
}
