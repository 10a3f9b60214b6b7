package dev.albireo.deploy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The output of {@code kubectl kustomize} for a folder, as typed objects. */
record Manifests(String name, String text, List<Object> objects) {
    private static final Map<String, Manifests> MADE = new ConcurrentHashMap<>();

    /** Returns base, each overlay, and production with each component. */
    static Stream<Manifests> all() {
        return Stream.concat(
                Stream.of("base", "overlays/dev", "overlays/prod", "overlays/small")
                        .map(Manifests::of),
                components().map(Manifests::withComponent));
    }

    static Stream<String> components() {
        try (Stream<Path> folders = Files.list(Checkout.path("deploy/k8s/components"))) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the manifests of a folder of {@code deploy/k8s}. */
    static Manifests of(String folder) {
        return MADE.computeIfAbsent(folder, name -> kustomize(name, Checkout.path("deploy/k8s/" + name)));
    }

    /** Returns the manifests of {@code overlays/prod} with one component. */
    static Manifests withComponent(String component) {
        return MADE.computeIfAbsent("prod with " + component, name -> {
            Path folder = Checkout.path("system-tests/target/kustomize/" + component);
            try {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("kustomization.yaml"), """
                        resources: [../../../../deploy/k8s/overlays/prod]
                        components: [../../../../deploy/k8s/components/%s]
                        """.formatted(component));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return kustomize(name, folder);
        });
    }

    /** Returns the manifests of a folder of any place. */
    static Manifests kustomize(String name, Path folder) {
        Path own = Checkout.path(".data/kubectl/kubectl");
        String kubectl = Files.isExecutable(own) ? own.toString() : "kubectl";
        String text = Checkout.run(folder, List.of(kubectl, "kustomize", "."));
        return new Manifests(name, text, StrictYaml.objects(text));
    }

    /** Returns the objects of that type which belong to Albireo itself and not to a server beside it. */
    <T extends HasMetadata> List<T> own(Class<T> type) {
        return of(type).stream()
                .filter(object ->
                        "albireo".equals(object.getMetadata().getLabels().get("app.kubernetes.io/part-of")))
                .toList();
    }

    /** Returns the objects of that type. */
    <T> List<T> of(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Returns the Jobs that migrate a database. */
    List<Job> migrations() {
        return own(Job.class);
    }

    /** Returns the pods of services and migrations, by the name of their Deployment or Job. */
    Map<String, PodTemplateSpec> pods() {
        Map<String, PodTemplateSpec> pods = new TreeMap<>();
        of(Deployment.class)
                .forEach(deployment -> pods.put(
                        deployment.getMetadata().getName(), deployment.getSpec().getTemplate()));
        migrations()
                .forEach(job ->
                        pods.put(job.getMetadata().getName(), job.getSpec().getTemplate()));
        return pods;
    }

    /** Returns the only container of a pod. */
    static Container container(PodTemplateSpec pod) {
        List<Container> containers = pod.getSpec().getContainers();
        if (containers.size() != 1 || !pod.getSpec().getInitContainers().isEmpty()) {
            throw new AssertionError("one container is expected in " + pod.getMetadata());
        }
        return containers.getFirst();
    }

    /** Returns the content of the ConfigMaps that the container takes its environment from. */
    Map<String, String> settings(Container container) {
        Map<String, String> settings = new TreeMap<>();
        container.getEnvFrom().stream()
                .filter(source -> source.getConfigMapRef() != null)
                .map(source -> configMap(source.getConfigMapRef().getName()))
                .forEach(map -> settings.putAll(map.getData()));
        container.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> settings.put(variable.getName(), variable.getValue()));
        return settings;
    }

    private ConfigMap configMap(String wanted) {
        return of(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no ConfigMap " + wanted));
    }

    @Override
    public String toString() {
        return name;
    }
}
