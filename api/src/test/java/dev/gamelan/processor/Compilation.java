package dev.gamelan.processor;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What becomes of a source when it is compiled as in a strict build: with the processor, all warnings on, and every
 * warning an error, the generated code's included.
 *
 * @param problems errors and warnings, and where they are
 * @param output where classes and generated sources are
 */
record Compilation(List<Problem> problems, Path output) {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** One for all: it keeps the class path open. */
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, Locale.ENGLISH, StandardCharsets.UTF_8);

    /** @param file the simple name of the source file, such as {@code Onboarding.java} */
    record Problem(String file, long line, String message) {}

    /**
     * @param className of the top-level class in the source, qualified
     * @param options besides the standard ones
     */
    static Compilation of(Path output, String className, String source, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "-d",
                output.toString(),
                "-s",
                output.toString(),
                "-encoding",
                "UTF-8",
                "-Xlint:all,-processing,-serial,-classfile,-path,-options",
                "-Werror"));
        arguments.addAll(List.of(options));
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var task = COMPILER.getTask(null, FILES, diagnostics, arguments, null, List.of(file(className, source)));
        task.setLocale(Locale.ENGLISH);
        task.setProcessors(List.of(new FunctionProcessor()));
        task.call();
        return new Compilation(
                diagnostics.getDiagnostics().stream().map(Compilation::problem).toList(), output);
    }

    /** The compiled and generated classes, in a class loader of their own. */
    Class<?> load(String className) throws ClassNotFoundException, MalformedURLException {
        URL[] classPath = {output.toUri().toURL()};
        return Class.forName(
                className, true, new URLClassLoader(classPath, getClass().getClassLoader()));
    }

    /** A class that may not have been generated. */
    Optional<Class<?>> find(String className) throws ClassNotFoundException, MalformedURLException {
        return Files.exists(output.resolve(className.replace('.', '/') + ".class"))
                ? Optional.of(load(className))
                : Optional.empty();
    }

    List<String> messages() {
        return problems.stream().map(Problem::message).toList();
    }

    private static Problem problem(Diagnostic<? extends JavaFileObject> diagnostic) {
        String file = diagnostic.getSource() == null
                ? "none"
                : Path.of(diagnostic.getSource().toUri().getPath())
                        .getFileName()
                        .toString();
        return new Problem(file, diagnostic.getLineNumber(), diagnostic.getMessage(Locale.ENGLISH));
    }

    private static JavaFileObject file(String className, String source) {
        URI uri = URI.create("memory:///" + className.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }
}
