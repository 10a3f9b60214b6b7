package dev.albireo.bench;

import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;
import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.process.Poll;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Compares the rate at which expired rows are deleted with the rate at which requests add new ones: on an idle service, and on one under
 * full load.
 */
final class BenchHousekeeping {
    static final String NAME = "housekeeping";

    private static final int GRANTS = 200_000;
    private static final int CONNECTIONS = 16;
    private static final Duration LOADED = Duration.ofSeconds(15);
    private static final Duration MAX_DURATION = Duration.ofMinutes(2);

    /** Weeks in which the refresh tokens of old grants expired. */
    private static final List<String> WEEKS = List.of("20260105", "20260112");

    /** Old grants, each with a redeemed code and three refresh tokens, which are in the partition of a week: five rows of each grant. */
    private static final String FILL = """
            CREATE TABLE refresh_token_%1$s (LIKE refresh_token INCLUDING DEFAULTS, PRIMARY KEY (token_hash));
            CREATE INDEX ON refresh_token_%1$s (grant_id);
            ALTER TABLE refresh_token ATTACH PARTITION refresh_token_%1$s FOR VALUES IN ('%1$s');
            WITH grants AS (
                INSERT INTO authorization_grant (id, client_id, subject, session_id, scopes, offline, proofs, given_at, expires_at)
                SELECT gen_random_uuid(), 'albireo-cli', gen_random_uuid(), gen_random_uuid(), '{openid}', true, '[]',
                       now() - interval '60 days', now() - interval '30 days' - i * interval '1 second'
                  FROM generate_series(1, %2$d) i
                RETURNING id, expires_at),
            codes AS (
                INSERT INTO authorization_code (code_hash, grant_id, redirect_uri, expires_at, spent_at)
                SELECT 'c' || id, id, 'https://app.example/cb', expires_at, expires_at FROM grants)
            INSERT INTO refresh_token (token_hash, grant_id, issued_at, expires_at, spent_at, expiry_week)
            SELECT 'r' || n || id, id, expires_at, expires_at, expires_at, '%1$s' FROM grants, generate_series(1, 3) n
            """;

    private static final String OVER = """
            SELECT (SELECT count(*) FROM authorization_grant WHERE expires_at < now() - interval '1 day')
                 + (SELECT count(*) FROM authorization_code WHERE expires_at < now() - interval '1 day')
                 + (SELECT count(*) FROM refresh_token WHERE expires_at < now() - interval '1 day')
            """;
    private static final String LIVE = "SELECT count(*) FROM refresh_token WHERE expires_at > now()";

    private final Stack stack;
    private final Sql database;
    private final Supplier<Exchanges> refreshing;

    BenchHousekeeping(Stack stack, Supplier<Exchanges> refreshing) {
        this.stack = stack;
        this.database = new Sql(stack.postgres().database(StackService.OAUTH.id()));
        this.refreshing = refreshing;
    }

    /** Returns the rows a second, by the concurrent load. */
    Map<String, String> measure() {
        Map<String, String> facts = new LinkedHashMap<>();
        database.run(FILL.formatted(WEEKS.getFirst(), GRANTS));
        RunningService sweeper = stack.startInstance(new ExtraReplica(
                "oauth-" + NAME, StackService.OAUTH, Map.of("albireo.housekeeping.every", "PT1S"), false));
        Rates alone = rates(() -> Poll.until(MAX_DURATION, () -> database.number(OVER) == 0));
        facts.put("housekeeping alone", alone.words());
        database.run(FILL.formatted(WEEKS.getLast(), GRANTS));
        try (Load load = new Load(sweeper.uri(), CONNECTIONS, refreshing)) {
            load.asFastAsPossible(LOADED);
            facts.put(
                    "housekeeping under full load",
                    rates(() -> load.asFastAsPossible(LOADED)).words());
        }
        facts.forEach((name, words) -> System.out.println("  " + name + ": " + words));
        return facts;
    }

    private record Rates(double deleted, double inserted) {
        String words() {
            return String.format(
                    Locale.ROOT, "%.0f rows deleted a second, %.0f refresh tokens inserted", deleted, inserted);
        }
    }

    private Rates rates(Runnable meanwhile) {
        long over = database.number(OVER);
        long live = database.number(LIVE);
        long begin = System.nanoTime();
        meanwhile.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Rates((over - database.number(OVER)) / seconds, (database.number(LIVE) - live) / seconds);
    }
}
