package dev.pollwatch.frameworks;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a host program against the version of its framework. */
final class HostCompiler {

    private final Path sources;

    HostCompiler(Path sources) {
        this.sources = sources;
    }

    void compile(Framework framework, List<Path> classPath, Path output) throws IOException {
        Files.createDirectories(output);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        // What is deprecated differs from version to version; annotations of jars that are not there are of no
        // interest.
        List<String> options = List.of(
                "--release",
                "17",
                "-Xlint:all,-classfile,-deprecation,-options,-path,-processing,-try",
                "-Werror",
                "-proc:none",
                "-sourcepath",
                sources.toString(),
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                "-d",
                output.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Path source = sources.resolve(framework.host().replace('.', '/') + ".java");
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw new IOException(framework + " does not compile:\n" + messages);
            }
        }
    }
}
