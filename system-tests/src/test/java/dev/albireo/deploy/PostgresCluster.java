package dev.albireo.deploy;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The used part of CloudNativePG's {@code Cluster}, for which there is no Java model. */
record PostgresCluster(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {
    record Spec(
            int instances,
            String imageName,
            Bootstrap bootstrap,
            @Nullable Postgresql postgresql,
            Storage storage,
            ResourceRequirements resources) {}

    record Bootstrap(Initdb initdb) {}

    record Initdb(String database, String owner, List<String> postInitApplicationSQL) {}

    record Postgresql(@Nullable Map<String, String> parameters, Synchronous synchronous) {}

    record Synchronous(String method, int number) {}

    record Storage(String size) {}
}
