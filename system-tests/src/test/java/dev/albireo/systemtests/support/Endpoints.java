package dev.albireo.systemtests.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Every endpoint that a running service says it has, so that a new one joins each test by itself. */
public final class Endpoints {
    private Endpoints() {}

    /** One method of one path, with its parameters filled in. */
    public record Endpoint(String service, String method, String path) {
        public boolean changes() {
            return !method.equals("GET") && !method.equals("HEAD");
        }

        @Override
        public String toString() {
            return service + " " + method + " " + path;
        }
    }

    /** Returns the REST endpoints of the process of that name. */
    public static Stream<Endpoint> of(String service) {
        URI management = Running.stack().managementUri(service);
        Answer answer = new Person(management).getJson("/q/openapi?format=json");
        List<Endpoint> endpoints = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : answer.json().get("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                String name = method.getKey().toUpperCase(Locale.ROOT);
                if (List.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(name)) {
                    endpoints.add(new Endpoint(service, name, path.getKey().replaceAll("\\{[^}]*}", "x")));
                }
            }
        }
        if (endpoints.isEmpty()) {
            throw new AssertionError(service + " names no endpoint");
        }
        return endpoints.stream();
    }
}
