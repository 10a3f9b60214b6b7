package dev.albireo.systemtests.cluster;

import static java.util.Objects.requireNonNull;

import dev.albireo.systemtests.chaos.RolledOauth;
import dev.albireo.systemtests.support.Installation;
import java.text.ParseException;
import java.util.List;

/**
 * The journeys of both seeds against the system on a cluster, then changes of the Deployment of {@code oauth} under load. A program and no
 * test: it runs in the network of the cluster, where nothing can be downloaded. Arguments: the addresses of the edge and of the admin API.
 * Environment: {@code CODE}, the code for the first administrator; {@code CONTROL}, kubectl with its options; {@code CHANGED}, the file with
 * all manifests in which one setting differs.
 */
final class ClusterCheck {
    private ClusterCheck() {}

    public static void main(String... addresses) throws ParseException {
        Installation installation = Installation.afterBothSeeds(addresses);
        List<String> kubectl = List.of(requireNonNull(System.getenv("CONTROL")).split(" ", -1));
        new RolledOauth(installation, kubectl).run(requireNonNull(System.getenv("CHANGED")));
    }
}
