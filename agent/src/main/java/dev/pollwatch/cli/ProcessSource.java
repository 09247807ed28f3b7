package dev.pollwatch.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Asks the agent in a process of this machine: where it is to be asked the agent tells those who attach. */
final class ProcessSource implements StatusSource {

    private static final String OTHER_WAY =
            "; or give the address that its agent's log names, as http://127.0.0.1:9477/, in place of the pid";

    private final long pid;
    private final HostProcess process;
    private @Nullable StatusSource way;

    ProcessSource(long pid) {
        this.pid = pid;
        this.process = new HostProcess(Path.of("/proc"), pid, OTHER_WAY);
    }

    @Override
    public HostStatus read(boolean brief) throws UnreachableException {
        StatusSource known = way;
        if (known != null) {
            return known.read(brief);
        }
        process.checkThatItCanBeAsked();
        AgentNotice notice = Attachment.notice(pid);
        if (!notice.isThere()) {
            throw noAgent(pid);
        }
        if (notice.isWaiting()) {
            // Nothing is woven yet, so there is nothing to ask, and the next time there may be.
            return HostStatus.waiting(notice.version(), pid);
        }
        // Who may attach may see everything, but has no password at hand, and the certificate is for another name than
        // this machine's own.
        StatusSource found = notice.hasHttp() && !notice.guarded()
                ? new HttpSource(address(notice), pid, HttpLogin.NONE)
                : JmxSource.to(pid);
        way = found;
        return found.read(brief);
    }

    @Override
    public String end() {
        return process.hasEnded() ? "The JVM " + pid + " has ended" : "";
    }

    @Override
    public void close() {
        if (way != null) {
            way.close();
        }
    }

    static UnreachableException noAgent(long pid) {
        return new UnreachableException("There is no Pollwatch in the JVM " + pid
                + "; bring it in by java -jar pollwatch-agent.jar attach " + pid);
    }

    private URI address(AgentNotice notice) throws UnreachableException {
        try {
            URI address = URI.create(notice.http());
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException noAddress) {
            // Said below.
        }
        throw new UnreachableException("The agent in " + pid + " gives no address that can be asked; it is of another"
                + " version than this command: use the command of the jar that it came from");
    }
}
