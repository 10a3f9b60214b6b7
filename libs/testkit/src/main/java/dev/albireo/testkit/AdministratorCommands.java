package dev.albireo.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import jakarta.ws.rs.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The administrators' commands that a service offers: every endpoint beneath {@code /internal} that acts for an administrator and is not
 * safe (RFC 9110 section 9.2.1), read from the shipped classes, so that tests include each new one.
 */
public final class AdministratorCommands {
    private static final String BY_ADMINISTRATOR = "dev.albireo.web.ByAdministrator";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private AdministratorCommands() {}

    /**
     * One endpoint.
     *
     * @param path path with its parameters in braces
     */
    public record AdministratorCommand(String method, String path) {
        /** Returns the path with this value in place of each parameter. */
        public String pathOf(String value) {
            return path.replaceAll("\\{[^}]*}", value);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Returns the commands beneath a package, by path. */
    public static Stream<AdministratorCommand> of(String rootPackage) {
        List<JavaClass> resources = ShippedClasses.below(rootPackage).stream()
                .filter(type -> path(type).startsWith("/internal"))
                .toList();
        return resources.stream()
                .flatMap(type -> type.getMethods().stream().flatMap(method -> command(type, method).stream()))
                .distinct()
                .sorted((a, b) -> a.toString().compareTo(b.toString()));
    }

    private static Optional<AdministratorCommand> command(JavaClass type, JavaMethod method) {
        boolean acts = type.isAnnotatedWith(BY_ADMINISTRATOR) || method.isAnnotatedWith(BY_ADMINISTRATOR);
        return httpMethod(method)
                .filter(name -> acts && !SAFE.contains(name))
                .map(name -> new AdministratorCommand(
                        name, path(type) + (method.isAnnotatedWith("jakarta.ws.rs.Path") ? path(method) : "")));
    }

    private static Optional<String> httpMethod(JavaMethod method) {
        return method.getAnnotations().stream()
                .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
                .map(annotation -> annotation.getRawType().getSimpleName())
                .findFirst();
    }

    private static String path(JavaClass type) {
        return type.isAnnotatedWith("jakarta.ws.rs.Path")
                ? String.valueOf(type.getAnnotationOfType("jakarta.ws.rs.Path")
                        .get("value")
                        .orElse(""))
                : "";
    }

    private static String path(JavaMethod method) {
        return String.valueOf(
                method.getAnnotationOfType("jakarta.ws.rs.Path").get("value").orElse(""));
    }
}
