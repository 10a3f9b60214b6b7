package dev.albireo.systemtests.support;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.text.ParseException;

/**
 * An installation of which this process controls nothing but its addresses and the token of an administrator.
 *
 * @param edge the address of the edge
 * @param admin GraphQL of the admin API
 * @param resources the resources of the admin API
 */
public record Installation(URI edge, Admin admin, Resources resources) {
    /**
     * Creates the first administrator with the code in {@code CODE}, and runs the journeys of both seeds.
     *
     * @param addresses of the edge and of the admin API
     */
    public static Installation afterBothSeeds(String... addresses) throws ParseException {
        URI edge = URI.create(addresses[0]);
        URI adminApi = URI.create(addresses[1]);
        String token = FirstAdministrator.create(edge, requireNonNull(System.getenv("CODE")), "root")
                .token();
        System.out.println("  the printed code made the first administrator");
        Installation installation = new Installation(edge, new Admin(adminApi, token), new Resources(adminApi, token));
        new SeedJourneys(installation).run();
        return installation;
    }
}
