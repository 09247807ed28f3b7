package dev.pollwatch.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupCpuTest {

    @TempDir
    private Path folder;

    private Path membership;
    private CgroupCpu cgroup;

    @BeforeEach
    void make() {
        membership = folder.resolve("cgroup");
        cgroup = new CgroupCpu(membership, folder.resolve("fs"));
    }

    @Test
    void shouldAddUpTheGroupsOfVersionTwo() throws IOException {
        Files.writeString(membership, "0::/kubepods/pod1\n");
        stat("kubepods/pod1", "usage_usec 7\nnr_periods 9\nnr_throttled 3\nthrottled_usec 100\n");
        stat("kubepods", "nr_throttled 2\n");

        assertThat(cgroup.timesThrottled()).isEqualTo(5);
    }

    @Test
    void shouldFindTheControllerOfVersionOne() throws IOException {
        Files.writeString(membership, "4:memory:/app\n2:cpu,cpuacct:/app\n");
        stat("cpu,cpuacct/app", "nr_periods 9\nnr_throttled 4\nthrottled_time 100\n");
        stat("memory/app", "nr_throttled 50\n");

        assertThat(cgroup.timesThrottled()).isEqualTo(4);
    }

    @Test
    void shouldFindTheControllerWhoseNeighbourComesFirstInOneListAndLastInTheOther() throws IOException {
        Files.writeString(membership, "4:cpuacct,cpu:/app\n");
        stat("cpu,cpuacct/app", "nr_throttled 4\n");
        Files.createSymbolicLink(folder.resolve("fs/cpu"), Path.of("cpu,cpuacct"));

        assertThat(cgroup.timesThrottled()).isEqualTo(4);
    }

    @Test
    void shouldTakeTheRootForTheGroupOfAContainerThatSeesNoOther() throws IOException {
        Files.writeString(membership, "0::/outside/of/it\n");
        stat("", "nr_throttled 6\n");

        assertThat(cgroup.timesThrottled()).isEqualTo(6);
    }

    @Test
    void shouldKnowOfNoThrottlingWhereNothingIsSaid() throws IOException {
        assertThat(cgroup.timesThrottled()).isZero();
        Files.writeString(membership, "0::/\nnonsense\n");
        assertThat(cgroup.timesThrottled()).isZero();
    }

    private void stat(String group, String text) throws IOException {
        Path at = folder.resolve("fs").resolve(group);
        Files.createDirectories(at);
        Files.writeString(at.resolve("cpu.stat"), text);
    }
}
