package dev.albireo.bench;

import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;
import dev.albireo.devstack.StackOptions;
import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.process.Memory;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code make bench}: starts the whole system with the settings of production, measures, prints a table and writes it as JSON. */
final class Benchmark {
    private static final int OFFSET = 12_000;
    private static final String ALGORITHM = "albireo.tokens.access-token-alg";
    /** With fewer rows the size of a row is not significant. */
    private static final int ROWS = 200;

    private static final String RSA = "oauth-rs256";
    private static final String RSA_TOKEN = "client_credentials, RS256 JWT";

    private final Stack stack;
    private final String only;
    private final BenchClient application;
    private final Disk disk;
    private final List<Figures> figures = new ArrayList<>();
    private final Map<String, String> facts = new LinkedHashMap<>();

    /** All logins come from one network, at more than the ten a second that it may begin. */
    private static final String AUTHORIZATIONS = "albireo.limits.authorizations";

    /** The third argument that asks for a profile. */
    private static final String PROFILE = "profile";

    private Benchmark(Stack stack, String only) {
        this.stack = stack;
        this.only = only;
        this.disk = new Disk(Arrays.stream(StackService.values())
                .map(service -> stack.postgres().database(service.id()))
                .toList());
        this.application = new BenchClient(stack.edgeUri(), stack.adminUri());
    }

    /**
     * @param arguments the folder for data and results; then, to run a part only, the prefix of its name; then {@code profile} for the CPU time
     *     by package
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        String only = arguments.length > 1 ? arguments[1] : "";
        Optional<CpuProfile> profile = Optional.of(new CpuProfile(folder))
                .filter(wanted -> arguments.length > 2 && arguments[2].equals(PROFILE));
        List<String> jvm = new ArrayList<>(List.of(
                Core.ONE_PROCESSOR, "-XX:TieredStopAtLevel=4", "-XX:ReservedCodeCacheSize=96m", "-Xmx384m", "-Xmn96m"));
        profile.map(CpuProfile::options).ifPresent(jvm::addAll);
        StackOptions options = StackOptions.of(Path.of("").toAbsolutePath())
                .withData(folder.resolve("stack"))
                .withPortOffset(OFFSET)
                .withSetting(StackService.OAUTH, ALGORITHM, "ES256")
                .withSetting(StackService.OAUTH, AUTHORIZATIONS, "100000")
                .withJvm(jvm.toArray(String[]::new));
        if (RSA_TOKEN.startsWith(only)) {
            options =
                    options.withInstance(new ExtraReplica(RSA, StackService.OAUTH, Map.of(ALGORITHM, "RS256"), false));
        }
        List<Figures> measured = new ArrayList<>();
        Map<Long, String> processes = new LinkedHashMap<>();
        try (Stack stack = Stack.start(options, System.out::println)) {
            Benchmark bench = new Benchmark(stack, only);
            bench.recordStart();
            bench.facts.put(
                    "cores",
                    Core.separate(1, 0) ? "services and database on one, who asks on another" : "shared by all");
            bench.measure();
            measured.addAll(bench.figures);
            stack.services().forEach(service -> processes.put(service.pid(), service.name()));
            Report report = bench.report();
            Files.writeString(folder.resolve("bench.json"), report.json());
            System.out.println(report.table());
        }
        // A JVM writes its recording when it ends.
        profile.ifPresent(written -> measured.forEach(line -> System.out.println("\n" + line.name() + "\n\n"
                + written.table(
                        processes,
                        line.measured().start(),
                        line.measured().end(),
                        line.measured().count()))));
    }

    /** The floors and the size of rows belong to the whole benchmark, not to a part of it. */
    private Report report() {
        if (!only.isEmpty()) {
            return new Report(figures, Map.of(), facts, List.of());
        }
        application.populate(ROWS);
        return new Report(figures, new Floors().measure(), facts, disk.rows(ROWS));
    }

    private void recordStart() {
        List<Long> services = stack.services().stream()
                .filter(service -> !service.name().equals(RSA))
                .map(RunningService::pid)
                .toList();
        facts.put(
                "start of oauth",
                String.format(
                        Locale.ROOT,
                        "%.1f CPU s",
                        Cpu.seconds(List.of(stack.service("oauth").pid()))));
        facts.put("resident after the start, four services", Memory.residentBytesOf(services) / 1_000_000 + " MB");
    }

    private void measure() throws IOException {
        application.declare();
        Server oauth = server("oauth");
        String authorization = BenchClient.authorization();
        byte[] own = BenchHttpClient.form(
                "/token", Map.of("grant_type", "client_credentials", "scope", "orders:read"), authorization);
        run(
                "client_credentials, ES256 JWT",
                "0.045",
                oauth,
                () -> new Same(own, body -> body.contains("access_token")));
        if (RSA_TOKEN.startsWith(only)) {
            run(RSA_TOKEN, "0.26", server(RSA), () -> new Same(own, body -> body.contains("access_token")));
        }
        run(
                "refresh with rotation",
                "0.12 + 0.08",
                oauth,
                () -> new Refreshing(authorization, application.signIn().getString("refresh_token")));
        JsonObject tokens = application.signIn();
        String access = tokens.getString("access_token");
        byte[] introspection = BenchHttpClient.form("/introspect", Map.of("token", access), authorization);
        run("introspection", "0.05", oauth, () -> new Same(introspection, body -> body.contains("\"active\":true")));
        byte[] userinfo = BenchHttpClient.get("/userinfo", "Authorization: Bearer " + access);
        run("userinfo", "0.07", oauth, () -> new Same(userinfo, body -> body.contains("\"sub\"")));
        byte[] discovery = BenchHttpClient.get("/.well-known/openid-configuration");
        run("discovery", "0.008", oauth, () -> new Same(discovery, body -> body.contains("issuer")));
        byte[] jwks = BenchHttpClient.get("/.well-known/jwks.json");
        run("JWKS", "0.008", oauth, () -> new Same(jwks, body -> body.contains("keys")));
        empty();
        if (Whole.NAME.startsWith(only)) {
            add(new Whole(stack, application, disk).measure("9"));
        }
        if (Facts.NAME.startsWith(only)) {
            Sql producer = new Sql(stack.postgres().database(StackService.OAUTH.id()));
            Sql consumer = new Sql(stack.postgres().database(StackService.ADMIN.id()));
            facts.put(Facts.NAME + ", one process each", new Facts(producer, consumer).measure());
        }
        if (BenchHousekeeping.NAME.startsWith(only)) {
            facts.putAll(new BenchHousekeeping(
                            stack,
                            () -> new Refreshing(
                                    authorization, application.signIn().getString("refresh_token")))
                    .measure());
        }
    }

    private void empty() throws IOException {
        int port = 8999 + OFFSET;
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmptyServer.class.getName(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .start();
        try (var lines = server.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.equals("ready")) {
                line = lines.readLine();
            }
            byte[] request = BenchHttpClient.get("/");
            Server bare = new Server(URI.create("http://127.0.0.1:" + port), server.pid(), List.of(), Optional.empty());
            run("floor: an empty answer", "", bare, () -> new Same(request, String::isEmpty));
        } finally {
            server.destroy();
        }
    }

    private void run(String name, String goal, Server server, Supplier<Exchanges> exchanges) {
        if (name.startsWith(only)) {
            add(new Scenario(name, goal, server, exchanges).measure());
        }
    }

    private void add(Figures line) {
        figures.add(line);
        System.out.printf(
                Locale.ROOT,
                "  %-32s %7.0f/s  %.3f ms + %.3f ms%n",
                line.name(),
                line.perSecond(),
                line.serverMillis(),
                line.databaseMillis());
    }

    private Server server(String name) {
        RunningService service = stack.service(name);
        return new Server(service.uri(), service.pid(), List.of(stack.postgres().pid()), Optional.of(disk));
    }
}
