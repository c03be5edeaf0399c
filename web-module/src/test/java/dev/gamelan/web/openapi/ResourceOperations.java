package dev.gamelan.web.openapi;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operations that JAX-RS resources have, by their method and path: {@code get /v1/runs/{id}}. */
final class ResourceOperations {

    private ResourceOperations() {}

    static Map<String, Method> of(Application... applications) {
        Map<String, Method> operations = new TreeMap<>();
        for (Application application : applications) {
            String root =
                    application.getClass().getAnnotation(ApplicationPath.class).value();
            application.getClasses().stream()
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .forEach(method -> httpMethod(method)
                            .ifPresent(http -> operations.put(http + " " + path(root, method), method)));
        }
        return operations;
    }

    /** {@code path id}, {@code header x}, {@code query y}: what the method says itself. */
    static List<String> parameters(Method method) {
        List<String> names = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            Optional.ofNullable(parameter.getAnnotation(PathParam.class))
                    .ifPresent(it -> names.add("path " + it.value()));
            Optional.ofNullable(parameter.getAnnotation(HeaderParam.class))
                    .ifPresent(it -> names.add("header " + it.value()));
            Optional.ofNullable(parameter.getAnnotation(QueryParam.class))
                    .ifPresent(it -> names.add("query " + it.value()));
        }
        return names;
    }

    private static Optional<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .flatMap(type -> Stream.ofNullable(type.getAnnotation(HttpMethod.class)))
                .map(http -> http.value().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private static String path(String root, Method method) {
        return Stream.of(
                        root,
                        method.getDeclaringClass().getAnnotation(Path.class).value(),
                        Optional.ofNullable(method.getAnnotation(Path.class))
                                .map(Path::value)
                                .orElse(""))
                .flatMap(part -> Arrays.stream(part.split("/")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/", "/", ""));
    }
}
