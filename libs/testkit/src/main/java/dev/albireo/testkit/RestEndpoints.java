package dev.albireo.testkit;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists every REST endpoint of a service, read from its classes, so that tests include each new one. */
public final class RestEndpoints {
    private RestEndpoints() {}

    /** One method of one path, with values for its path parameters. */
    public record RestEndpoint(String method, String path) {}

    /** Returns the endpoints below a package, such as {@code dev.albireo.oauth}. */
    public static List<RestEndpoint> of(String rootPackage) {
        List<RestEndpoint> endpoints = new ArrayList<>();
        for (JavaClass type : ShippedClasses.below(rootPackage)) {
            if (!type.isInterface() && type.isAnnotatedWith(Path.class)) {
                type.getAllMethods().forEach(method -> add(type, method, endpoints));
            }
        }
        if (endpoints.isEmpty()) {
            throw new AssertionError("no endpoint below " + rootPackage);
        }
        return endpoints;
    }

    private static void add(JavaClass type, JavaMethod method, List<RestEndpoint> endpoints) {
        for (JavaAnnotation<JavaMethod> annotation : method.getAnnotations()) {
            if (annotation.getRawType().isAnnotatedWith(HttpMethod.class)) {
                String below = method.tryGetAnnotationOfType(Path.class)
                        .map(Path::value)
                        .orElse("");
                String path = (type.getAnnotationOfType(Path.class).value() + "/" + below)
                        .replaceAll("\\{[^}]*}", "x")
                        .replaceAll("/+", "/")
                        .replaceAll("(?<=.)/$", "");
                endpoints.add(new RestEndpoint(
                        annotation.getRawType().getSimpleName(), path.startsWith("/") ? path : "/" + path));
            }
        }
    }
}
