package dev.pollwatch.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A run with the agent held against one without: what the agent is to blame for, and what it left alone. */
final class Comparison {

    /** What became of the classes of one jar, and of their methods with loops. */
    static final class Tally {
        int classes;
        int newer;
        int linked;
        int unlinkable;
        int withLoop;
        int woven;
        int wovenAndVerified;
    }

    private final Map<Artifact, Tally> tallies =
            new TreeMap<>((one, other) -> one.in(Path.of("")).compareTo(other.in(Path.of(""))));
    private final Tally total = new Tally();
    private final List<String> broken = new ArrayList<>();
    private final List<String> huge = new ArrayList<>();
    private final Map<String, List<String>> leftAlone = new TreeMap<>();

    /**
     * Compares.
     *
     * @param artifacts the jars, in the order in which both runs linked them
     * @param control the run without the agent
     * @param woven the run with it
     */
    Comparison(List<Artifact> artifacts, Trial control, Trial woven) {
        if (!control.isComplete() || !woven.isComplete()) {
            broken.add("a run did not come to its end: " + (control.isComplete() ? "the woven one" : "the control"));
        }
        broken.addAll(woven.failures());
        List<Collection<SeenMethod>> methods = woven.methods();
        for (int jar = 0;
                jar < woven.classes().size() && jar < control.classes().size();
                jar++) {
            Tally tally = tallies.computeIfAbsent(artifacts.get(jar), key -> new Tally());
            Map<String, String> before = control.classes().get(jar);
            Map<String, String> after = woven.classes().get(jar);
            before.forEach((name, result) -> compare(name, result, after.getOrDefault(name, "not tried"), tally));
            for (SeenMethod method : methods.get(jar)) {
                look(method, after.getOrDefault(method.className(), ""), woven.reason(method), tally);
            }
            add(tally);
        }
        woven.failedOver().stream()
                .filter(name -> !control.failedOver().contains(name))
                .forEach(
                        name -> broken.add(name + ": passes only with the old verifier, which it did not need before"));
    }

    private void compare(String name, String before, String after, Tally tally) {
        tally.classes++;
        if (before.contains("UnsupportedClassVersionError")) {
            tally.newer++;
        } else if (before.equals(Link.LINKED)) {
            tally.linked++;
            if (!after.equals(Link.LINKED)) {
                broken.add(name + ": " + after);
            }
        } else {
            tally.unlinkable++;
            if (after.contains("VerifyError") && !before.contains("VerifyError")) {
                broken.add(name + ": " + after + " (without the agent: " + before + ")");
            }
        }
    }

    private void look(SeenMethod method, String result, String reason, Tally tally) {
        String name = method.className() + "#" + method.signature();
        if (method.hasLoop() || method.isPollLoop()) {
            tally.withLoop++;
        }
        if (method.isPollLoop()) {
            tally.woven++;
            tally.wovenAndVerified += result.equals(Link.LINKED) ? 1 : 0;
        } else if (method.hasLoop()) {
            leftAlone
                    .computeIfAbsent(reason.isEmpty() ? "without a word" : reason, key -> new ArrayList<>())
                    .add(name);
        }
        if (method.becameHuge()) {
            huge.add(name + ": " + method.before() + " bytes became " + method.after());
        }
    }

    private void add(Tally tally) {
        total.classes += tally.classes;
        total.newer += tally.newer;
        total.linked += tally.linked;
        total.unlinkable += tally.unlinkable;
        total.withLoop += tally.withLoop;
        total.woven += tally.woven;
        total.wovenAndVerified += tally.wovenAndVerified;
    }

    Map<Artifact, Tally> tallies() {
        return tallies;
    }

    Tally total() {
        return total;
    }

    /** Classes that link without the agent and not with it, and whatever else must not be. */
    List<String> broken() {
        return broken;
    }

    /** Methods that HotSpot compiled before and would compile no more. */
    List<String> huge() {
        return huge;
    }

    /** Methods with a loop that were not woven, by reason. */
    Map<String, List<String>> leftAlone() {
        return leftAlone;
    }

    int leftAloneCount() {
        return leftAlone.values().stream().mapToInt(List::size).sum();
    }
}
