package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What can be seen of a class file from outside, and which of its methods differ. */
final class ClassOutline {

    private ClassOutline() {}

    static List<String> of(byte[] classFile) {
        ClassNode node = read(classFile);
        List<String> outline = new ArrayList<>();
        outline.add(node.version + node.name + node.superName + node.interfaces + node.sourceFile + node.nestMembers);
        node.fields.forEach(field -> outline.add(field.access + field.name + field.desc + field.signature));
        node.methods.forEach(method ->
                outline.add(method.access + method.name + method.desc + method.signature + method.exceptions));
        node.innerClasses.forEach(inner -> outline.add(inner.name + inner.access));
        return outline;
    }

    static List<String> changedMethods(byte[] before, byte[] after) {
        Map<String, List<Byte>> codeBefore = code(before);
        Map<String, List<Byte>> codeAfter = code(after);
        return codeBefore.keySet().stream()
                .filter(method -> !codeBefore.get(method).equals(codeAfter.get(method)))
                .toList();
    }

    /** Each method written alone into a class of its own, so that the numbering of constants does not matter. */
    private static Map<String, List<Byte>> code(byte[] classFile) {
        Map<String, List<Byte>> code = new LinkedHashMap<>();
        for (MethodNode method : read(classFile).methods) {
            ClassWriter alone = new ClassWriter(0);
            alone.visit(61, 0, "Alone", null, "java/lang/Object", null);
            method.accept(alone);
            alone.visitEnd();
            List<Byte> bytes = new ArrayList<>();
            for (byte b : alone.toByteArray()) {
                bytes.add(b);
            }
            code.put(method.name + method.desc, bytes);
        }
        return code;
    }

    private static ClassNode read(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        return node;
    }
}
