package dev.albireo.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.devstack.config.StackService;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml} with its merge keys resolved. */
final class Compose {
    private final JsonNode file = new ObjectMapper()
            .valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(Checkout.text("docker-compose.yml")));

    JsonNode service(String name) {
        return file.path("services").path(name);
    }

    JsonNode root() {
        return file;
    }

    /** Returns the environment of a service, as it is written. */
    Map<String, String> environment(StackService service) {
        Map<String, String> environment = new TreeMap<>();
        service(service.id())
                .path("environment")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asText()));
        return environment;
    }
}
