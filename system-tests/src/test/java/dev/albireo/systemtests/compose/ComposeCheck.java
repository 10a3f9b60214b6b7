package dev.albireo.systemtests.compose;

import static java.util.Objects.requireNonNull;

import dev.albireo.systemtests.chaos.ScaledOauth;
import dev.albireo.systemtests.support.Installation;
import java.text.ParseException;
import java.util.List;

/**
 * The journeys of both seeds against the running Compose file, then three processes of {@code oauth} of which two end under load. A program
 * and no test: it runs in the network of the container engine, where nothing can be downloaded. Arguments: the addresses of the edge and of
 * the admin API. Environment: {@code CODE}, the code for the first administrator, and {@code COMPOSE}, the command that controls the system.
 */
final class ComposeCheck {
    private ComposeCheck() {}

    public static void main(String... addresses) throws ParseException {
        Installation installation = Installation.afterBothSeeds(addresses);
        List<String> compose = List.of(requireNonNull(System.getenv("COMPOSE")).split(" ", -1));
        new ScaledOauth(installation, compose).run();
    }
}
