package dev.pollwatch.keepalive;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** All loops that were ever woven, by number and by name. A name keeps its number when its class is loaded a second time. */
public final class Loops {

    private final Map<String, Loop> byName = new HashMap<>();
    private volatile Loop[] byId = new Loop[16];

    /**
     * Gives a loop its number.
     *
     * @param name the loop's name
     * @param policy what its rule says of it; replaces what was said before
     * @return the number that woven code passes on entry
     */
    public synchronized int register(String name, LoopPolicy policy) {
        Loop known = byName.get(name);
        if (known != null && known.policy().equals(policy)) {
            return known.id();
        }
        int id = known == null ? byName.size() : known.id();
        Loop loop = new Loop(id, name, policy);
        byName.put(name, loop);
        Loop[] loops = byId;
        if (id >= loops.length) {
            loops = Arrays.copyOf(loops, 2 * loops.length);
        }
        loops[id] = loop;
        byId = loops; // also where it is the same array: what was put into it becomes visible by this
        return id;
    }

    /**
     * Looks a loop up by its number.
     *
     * @param id a number that {@link #register} gave
     * @return the loop
     */
    Loop byId(int id) {
        return byId[id];
    }
}
