package dev.albireo.systemtests.cluster;

import static java.util.Objects.requireNonNull;

import dev.albireo.systemtests.chaos.RolledOauth;
import dev.albireo.systemtests.chaos.SteadyLoad;
import dev.albireo.systemtests.chaos.UpgradedSystem;
import dev.albireo.systemtests.support.Installation;
import java.text.ParseException;
import java.util.List;

/**
 * The journeys of both seeds against the previous release on a cluster, its upgrade to this release under load, then changes of the
 * Deployment of {@code oauth} under load. A program and no test: it runs in the network of the cluster, where nothing can be downloaded.
 * Arguments: the addresses of the edge and of the admin API. Environment: {@code CODE}, the code for the first administrator;
 * {@code CONTROL}, kubectl with its options; {@code PREVIOUS} and {@code PRESENT}, the files with all manifests of both releases;
 * {@code CHANGED}, those of this release in which one setting differs.
 */
final class ClusterCheck {
    private ClusterCheck() {}

    public static void main(String... addresses) throws ParseException {
        Installation installation = Installation.afterBothSeeds(addresses);
        List<String> kubectl = List.of(requireNonNull(System.getenv("CONTROL")).split(" ", -1));
        try (SteadyLoad load = new SteadyLoad(installation)) {
            new UpgradedSystem(load, kubectl).run(file("PREVIOUS"), file("PRESENT"));
            new RolledOauth(load, kubectl).run(file("CHANGED"));
        }
    }

    private static String file(String name) {
        return requireNonNull(System.getenv(name));
    }
}
