package com.example.forwarder;

import java.util.function.Supplier;

/** Carries out the commands that come by standard input or the control port; the reply to each is one line. */
final class Control {
    private final LoopThreads threads;
    private final AdminLock adminLock;
    private final Supplier<String> stats;
    private final Runnable quit;

    /**
     * @param stats what the command {@code stats} replies
     * @param quit makes the program end
     */
    Control(LoopThreads threads, AdminLock adminLock, Supplier<String> stats, Runnable quit) {
        this.threads = threads;
        this.adminLock = adminLock;
        this.stats = stats;
        this.quit = quit;
    }

    /** Executes one line; the reply begins with {@code ok:} or {@code error:}. */
    String execute(String line) {
        try {
            return "ok: " + reply(Command.parse(line, threads.names()));
        } catch (CommandException e) {
            return "error: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "error: interrupted before it was done";
        }
    }

    private String reply(Command command) throws CommandException, InterruptedException {
        if (command instanceof Command.Inject inject) {
            return inject(inject.thread(), inject.fault());
        }
        if (command instanceof Command.Restart restart) {
            return restart(restart.thread());
        }
        return switch ((Command.Simple) command) {
            case GC -> collectGarbage();
            case STATS -> stats.get();
            case THREADS -> threads.describe();
            case HELP ->
                Command.USAGE + "; THREAD is one of " + String.join(", ", threads.names())
                        + "; DURATION is like 250ms, 5s or 2m";
            case QUIT -> {
                quit.run();
                yield "ending";
            }
        };
    }

    private String inject(String thread, Fault fault) throws CommandException, InterruptedException {
        PollLoop loop = threads.loop(thread);
        if (!threads.isAlive(thread)) {
            throw new CommandException(thread + " has ended: 'restart " + thread + "' gives its loop a new thread");
        }
        if (loop.faultPoint().isArmed()) {
            throw new CommandException("the fault before is not over in " + thread + ": try again when it is");
        }
        if (fault.kind() == Fault.Kind.LOCK && !adminLock.hold(fault.length())) {
            throw new CommandException("admin-0 still holds the lock of the command before: try again later");
        }
        if (!loop.faultPoint().arm(fault)) {
            throw new CommandException("another fault came first in " + thread + ": try again when it is over");
        }
        loop.wakeUp();
        String what = fault.kind().word() + " " + thread;
        return fault.kind().isTimed() ? what + " for " + Durations.format(fault.length()) : what;
    }

    private String restart(String thread) throws CommandException {
        if (!threads.start(thread)) {
            throw new CommandException(thread + " runs: only a loop whose thread has ended can be restarted");
        }
        return thread + " runs again";
    }

    private static String collectGarbage() {
        long begin = System.nanoTime();
        System.gc();
        return "gc took " + (System.nanoTime() - begin) / 1_000_000 + " ms";
    }
}
