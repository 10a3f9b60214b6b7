package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The objects of some manifests by kind and name, as trees that can be compared: without the namespace, the labels of objects and the
 * suffix of ConfigMaps, which are the packaging's, and with the effective environment of migrations.
 */
final class InstalledObjects {
    /** Kustomize writes the hexadecimal hash without digits and letters that could make a word. */
    private static final Pattern SUFFIX = Pattern.compile("-[2456789bcdfghkmt]{10}$");

    private final Manifests manifests;

    private InstalledObjects(Manifests manifests) {
        this.manifests = manifests;
    }

    static Map<String, JsonNode> of(Manifests manifests) {
        Map<String, JsonNode> objects = new TreeMap<>();
        InstalledObjects installed = new InstalledObjects(manifests);
        for (JsonNode document : StrictYaml.documents(installed.text())) {
            String name = document.at("/metadata/name").asText();
            objects.put(
                    document.path("kind").asText() + " " + name,
                    installed.withoutPackaging((ObjectNode) document, name));
        }
        return objects;
    }

    private String text() {
        String text = manifests.text();
        for (ConfigMap map : manifests.of(ConfigMap.class)) {
            String name = map.getMetadata().getName();
            text = text.replace(name, SUFFIX.matcher(name).replaceFirst(""));
        }
        return text;
    }

    private JsonNode withoutPackaging(ObjectNode object, String name) {
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        metadata.remove("namespace");
        metadata.remove("labels");
        switch (object.path("kind").asText()) {
            case "Deployment" -> ((ObjectNode) object.at("/spec/template/metadata")).remove("annotations");
            case "Job" -> {
                metadata.remove("annotations");
                makeEffective((ObjectNode) object.at("/spec/template/spec"), name);
            }
            default -> {}
        }
        return object;
    }

    /** The base refers to ConfigMaps and to the service's account; in the chart, where a migration runs before these exist, it does not. */
    private void makeEffective(ObjectNode pod, String name) {
        pod.remove("serviceAccountName");
        Container container =
                Manifests.container(requireNonNull(manifests.pods().get(name)));
        ObjectNode tree = (ObjectNode) pod.at("/containers/0");
        ArrayNode secrets = StrictYaml.YAML.createArrayNode();
        tree.path("envFrom").forEach(source -> addIfSecret(secrets, source, "secretRef"));
        tree.path("env").forEach(variable -> addIfSecret(secrets, variable, "valueFrom"));
        tree.remove("envFrom");
        tree.set("env", StrictYaml.YAML.valueToTree(manifests.settings(container)));
        tree.set("secrets", secrets);
    }

    private static void addIfSecret(ArrayNode secrets, JsonNode source, String field) {
        if (source.has(field)) {
            secrets.add(source);
        }
    }
}
