package dev.pollwatch.diagnose;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** HotSpot's flags, as far as it tells. */
final class VmFlags {

    private VmFlags() {}

    /** Whether a flag is on; where the JVM does not say (another JVM, a runtime without {@code jdk.management}), it is off. */
    static boolean isTrue(String flag) {
        try {
            HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return vm != null && Boolean.parseBoolean(vm.getVMOption(flag).getValue());
        } catch (RuntimeException | LinkageError unknown) {
            return false;
        }
    }
}
