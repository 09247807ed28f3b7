package dev.pollwatch.corpus;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Tells which methods of a class have a loop, by other means than the agent does: whether a walk along the instructions comes
 * back to one that it is still on its way from. What the agent leaves alone shows by the difference.
 */
final class LoopOracle {

    private LoopOracle() {}

    /**
     * The methods with a loop.
     *
     * @param classFile the class as its compiler made it
     * @return their names and descriptors
     */
    static Set<String> methodsWithLoops(byte[] classFile) {
        Set<String> found = new HashSet<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, thrown) {
                                    @Override
                                    public void visitEnd() {
                                        if (instructions.size() > 0 && new InstructionGraph(this).comesBack()) {
                                            found.add(name + desc);
                                        }
                                    }
                                };
                            }
                        },
                        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return found;
    }
}
