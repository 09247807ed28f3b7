package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** One method of the class in hand and the rules that name it, in the order in which they were given. */
final class NamedMethod {

    private final MethodNode method;
    private final List<Rule> rules;

    NamedMethod(MethodNode method, List<Rule> rules) {
        this.method = method;
        this.rules = new ArrayList<>(rules);
    }

    MethodNode method() {
        return method;
    }

    List<Rule> rules() {
        return rules;
    }

    boolean hasCode() {
        return (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
    }

    /** Name and descriptor, which tell it from all others of its class. */
    String key() {
        return method.name + method.desc;
    }
}
