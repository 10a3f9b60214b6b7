package dev.albireo.credentials;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.albireo.testkit.ShippedClasses;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One endpoint of this service, read from the code, so that tests include each new one. */
public record Door(String method, String path, boolean form) {

    /** Returns all of them, with {@code x} for every parameter. */
    public static List<Door> all() {
        return ShippedClasses.below("dev.albireo.credentials").stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .flatMap(type -> type.getMethods().stream().flatMap(method -> door(type, method).stream()))
                .toList();
    }

    /** Sends a request with this session and body. */
    public Response knock(String session, String body) {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .cookie("albireo-session", session)
                .accept("*/*")
                .contentType(form ? ContentType.URLENC : ContentType.JSON)
                .body(body)
                .request(method, path);
    }

    private static Optional<Door> door(JavaClass type, JavaMethod method) {
        return Arrays.stream(method.reflect().getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .flatMap(Stream::ofNullable)
                .map(verb -> new Door(verb.value(), path(type, method), form(method)))
                .findFirst();
    }

    private static String path(JavaClass type, JavaMethod method) {
        String own = method.isAnnotatedWith(Path.class)
                ? method.getAnnotationOfType(Path.class).value()
                : "";
        return (type.getAnnotationOfType(Path.class).value() + own).replaceAll("\\{[^}]*}", "x");
    }

    private static boolean form(JavaMethod method) {
        return method.isAnnotatedWith(Consumes.class)
                && method.getAnnotationOfType(Consumes.class).value()[0].contains("form");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
