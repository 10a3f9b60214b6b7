package dev.albireo.systemtests;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.Exposition;
import dev.albireo.systemtests.support.Exposition.Series;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.PausedRelays;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.StackRestart;
import dev.albireo.systemtests.support.StatementLog;
import dev.albireo.systemtests.support.StatementLog.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every request is sent several times while no event is published, so that no consumer runs beside it. What happens less than once for each
 * request belongs to a timer and is not counted.
 */
@DisplayName(
        "A request costs the statements, commits, events and calls between services that docs/performance.md lists")
@StackRestart
class RequestCostTest {
    private static final Path PAGE = Path.of(System.getProperty("albireo.checkout", ".."), "docs/performance.md");
    private static final List<String> SERVICES = List.of("oauth", "credentials");
    private static final int WARM = 4;
    private static final int TIMES = 12;
    private static final String LOGIN = "**login**";
    private static final String SCOPE = "openid profile offline_access";

    private static final Map<String, Measured> MEASURED = new LinkedHashMap<>();

    private static final Stack STACK = Running.stack();
    private static final Journey JOURNEY = Running.journey();

    /** A row of the table. */
    record Cost(int oauth, int credentials, int transactions, int commits, int events, int calls) {
        static Cost of(List<Integer> columns) {
            return new Cost(
                    columns.get(0), columns.get(1), columns.get(2), columns.get(3), columns.get(4), columns.get(5));
        }

        List<Integer> columns() {
            return List.of(oauth, credentials, transactions, commits, events, calls);
        }

        Cost and(Cost other) {
            return of(IntStream.range(0, columns().size())
                    .mapToObj(i -> columns().get(i) + other.columns().get(i))
                    .toList());
        }
    }

    /** The cost of a request, and the transactions that it consists of. */
    record Measured(Cost cost, List<Transaction> transactions) {
        static final Measured NOTHING = new Measured(new Cost(0, 0, 0, 0, 0, 0), List.of());

        Measured and(Measured other) {
            return new Measured(
                    cost.and(other.cost()),
                    Stream.concat(transactions.stream(), other.transactions().stream())
                            .toList());
        }

        private String listed() {
            StringBuilder text = new StringBuilder("transactions of one request:\n");
            transactions.forEach(transaction -> text.append(transaction.writes() ? "* commit " : "* read ")
                    .append(transaction.database())
                    .append('\n')
                    .append(transaction.statements().stream()
                            .map(sql -> "    " + sql + "\n")
                            .reduce("", String::concat)));
            return text.toString();
        }
    }

    @BeforeAll
    static void measure() {
        RelyingParty shop = RelyingParty.declare(STACK.edgeUri());
        String user = withoutAddress();
        for (int i = 0; i < WARM; i++) {
            Answer tokens = JOURNEY.tokens(JOURNEY.person(), user, shop, shop.request(SCOPE, Map.of()));
            others(shop, List.of(tokens));
        }
        try (StatementLog log = StatementLog.open(STACK);
                PausedRelays paused = PausedRelays.of(STACK, SERVICES)) {
            others(shop, List.of(JOURNEY.tokens(JOURNEY.person(), user, shop, shop.request(SCOPE, Map.of()))));
            List<Person> people = times(i -> JOURNEY.person());
            List<Pending> pending = times(i -> shop.request(SCOPE, Map.of()));
            List<Answer> asked = measured(
                    log, "GET /authorize", i -> people.get(i).get(pending.get(i).uri()));
            List<Answer> pages = measured(
                    log, "GET /login", i -> people.get(i).get(asked.get(i).location()));
            List<Answer> signedIn = measured(log, "POST /login", i -> JOURNEY.login(people.get(i), pages.get(i), user));
            List<Answer> callbacks = measured(
                    log,
                    "GET /authorize, signed in",
                    i -> people.get(i).get(signedIn.get(i).location()));
            List<Answer> tokens = measured(
                    log,
                    "POST /token, code",
                    i -> shop.redeem(pending.get(i), callbacks.get(i).location()));
            MEASURED.put(LOGIN, MEASURED.values().stream().reduce(Measured.NOTHING, Measured::and));
            measured(log, "refresh", i -> shop.refresh(STACK.edgeUri(), text(tokens.get(i), "refresh_token")));
            measured(log, "introspection", i -> shop.introspect(text(tokens.get(i), "access_token")));
            measured(log, "userinfo", i -> shop.userinfo(text(tokens.get(i), "access_token")));
            measured(log, "client_credentials", i -> shop.ownToken("orders"));
        }
    }

    /** A user with an email address is told of each sign-in on a new device, some seconds later. */
    private static String withoutAddress() {
        String name = "counted-" + UUID.randomUUID();
        Running.admin()
                .data("mutation { createUser(input: {username: \"" + name + "\", password: \"" + Admin.PASSWORD
                        + "\"}) { username } }");
        return name;
    }

    static Stream<String> requests() {
        return MEASURED.keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void costs_what_the_page_says(String request) throws IOException {
        Measured measured = MEASURED.getOrDefault(request, Measured.NOTHING);

        assertThat(measured.cost())
                .as("""
                        %s
                        A request that has become more expensive needs a reason; one that has become cheaper, a new row in docs/performance.md:
                        | %s | %s |
                        """, measured.listed(), request, row(measured.cost()))
                .isEqualTo(page().get(request));
    }

    @Test
    void every_row_of_the_page_is_measured() throws IOException {
        assertThat(page().keySet()).containsExactlyElementsOf(MEASURED.keySet());
    }

    @Test
    void a_login_is_seen_to_cost_something() {
        Cost login = MEASURED.getOrDefault(LOGIN, Measured.NOTHING).cost();
        assertThat(List.of(login.oauth(), login.credentials(), login.commits(), login.events()))
                .allMatch(figure -> figure > 0);
    }

    private static void others(RelyingParty shop, List<Answer> tokens) {
        for (Answer each : tokens) {
            shop.introspect(text(each, "access_token"));
            shop.userinfo(text(each, "access_token"));
            shop.refresh(STACK.edgeUri(), text(each, "refresh_token"));
            shop.ownToken("orders");
        }
    }

    private static String text(Answer answer, String member) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().get(member).asText();
    }

    private static <T> List<T> times(IntFunction<T> each) {
        return IntStream.range(0, TIMES).mapToObj(each).toList();
    }

    private static List<Answer> measured(StatementLog log, String name, IntFunction<Answer> request) {
        List<Answer> answers = new ArrayList<>();
        long events = events();
        double calls = calls();
        List<Transaction> transactions = log.during(() -> answers.addAll(times(request)));
        assertThat(answers).allMatch(answer -> answer.status() < 400);
        List<Transaction> regular = regular(transactions);
        MEASURED.put(
                name,
                new Measured(
                        new Cost(
                                statements(regular, "oauth"),
                                statements(regular, "credentials"),
                                regular.size(),
                                (int) regular.stream()
                                        .filter(Transaction::writes)
                                        .count(),
                                (int) (events() - events) / TIMES,
                                (int) (calls() - calls) / TIMES),
                        regular));
        return answers;
    }

    /** Returns those that happen at least once for each request, as often as they do. */
    private static List<Transaction> regular(List<Transaction> all) {
        return all.stream().collect(groupingBy(each -> each, LinkedHashMap::new, counting())).entrySet().stream()
                .flatMap(each -> Stream.generate(each::getKey).limit(each.getValue() / TIMES))
                .filter(each -> each.statements().stream().noneMatch(sql -> sql.contains("pg_try_advisory_xact_lock")))
                .toList();
    }

    private static int statements(List<Transaction> transactions, String database) {
        return transactions.stream()
                .filter(transaction -> transaction.database().equals(database))
                .mapToInt(transaction -> transaction.statements().size())
                .sum();
    }

    private static long events() {
        return SERVICES.stream()
                .mapToLong(service -> new Database(service).count("SELECT count(*) FROM outbox"))
                .sum();
    }

    private static double calls() {
        return STACK.services().stream()
                .filter(RunningService::isAlive)
                .map(RunningService::managementUri)
                .map(uri -> new Person(uri).get("/q/metrics").body())
                .flatMap(text -> Exposition.of(text).series().stream())
                .filter(series -> series.metric().equals("http_server_requests_seconds_count"))
                .filter(series -> series.labels().getOrDefault("uri", "").startsWith("/internal/"))
                .mapToDouble(Series::value)
                .sum();
    }

    private static Map<String, Cost> page() throws IOException {
        Map<String, Cost> rows = new LinkedHashMap<>();
        Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("## Counts of a request"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.matches("\\| .*\\| *\\d+ *\\|"))
                .map(line -> line.substring(1).split("\\|"))
                .forEach(cells -> rows.put(
                        cells[0].strip(),
                        Cost.of(Stream.of(cells)
                                .skip(1)
                                .map(String::strip)
                                .map(Integer::valueOf)
                                .toList())));
        return rows;
    }

    private static String row(Cost cost) {
        return String.join(" | ", cost.columns().stream().map(String::valueOf).toList());
    }
}
