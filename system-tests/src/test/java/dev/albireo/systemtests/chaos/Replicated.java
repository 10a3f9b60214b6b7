package dev.albireo.systemtests.chaos;

import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;
import dev.albireo.devstack.StackOptions;
import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.edge.Balancer;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Folder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Two processes of each service: the public ones behind the edge, and each pair that others call behind one address, as in a cluster. */
final class Replicated implements AutoCloseable {
    private static final int OFFSET = Integer.getInteger("albireo.test.offset", 2000) + 500;
    private static final int BALANCERS = 7080;
    private final Stack stack;
    private final Map<StackService, Balancer> balancers;

    private Replicated(Stack stack, Map<StackService, Balancer> balancers) {
        this.stack = stack;
        this.balancers = balancers;
    }

    static Replicated start() {
        StackOptions options = options();
        Folder.empty(options.data());
        Map<StackService, Balancer> balancers = new EnumMap<>(StackService.class);
        Stack stack = Stack.start(options, System.out::println);
        for (StackService service : List.of(StackService.OAUTH, StackService.CREDENTIALS)) {
            Balancer balancer = new Balancer(port(service));
            stack.services().stream()
                    .filter(process -> process.instance().service() == service)
                    .forEach(process -> balancer.add(process.uri(), process.readiness()));
            balancer.start();
            balancers.put(service, balancer);
        }
        return new Replicated(stack, balancers);
    }

    private static StackOptions options() {
        Path checkout = Path.of(System.getProperty("albireo.checkout", ".."))
                .toAbsolutePath()
                .normalize();
        StackOptions options = StackOptions.of(checkout)
                .withData(checkout.resolve("target/chaos/stack"))
                .withPortOffset(OFFSET);
        for (StackService service : StackService.values()) {
            options = options.withSetting(service, "albireo.attempts.delivery-per-user", "1000")
                    .withSetting(service, "albireo.attempts.delivery-per-network", "10000")
                    // Eight pools share the connections of one small server.
                    .withSetting(service, "quarkus.datasource.reactive.max-size", "8")
                    .withSetting(service, "quarkus.shutdown.delay", "2S")
                    .withSetting(service, "albireo.oauth-url", address(StackService.OAUTH))
                    .withSetting(service, "albireo.credentials-url", address(StackService.CREDENTIALS))
                    .withInstance(new ExtraReplica(service.id() + "-2", service, Map.of(), true));
        }
        return options;
    }

    private static int port(StackService service) {
        return BALANCERS + OFFSET + (service == StackService.OAUTH ? 0 : 1);
    }

    private static String address(StackService service) {
        return "http://127.0.0.1:" + port(service);
    }

    Stack stack() {
        return stack;
    }

    /**
     * Returns an administrator at a process of the admin API that is ready, or at any if none is; in a cluster the Service would choose it.
     */
    Admin admin() {
        List<RunningService> processes = stack.services().stream()
                .filter(process -> process.instance().service() == StackService.ADMIN)
                .toList();
        RunningService chosen =
                processes.stream().filter(RunningService::isReady).findFirst().orElseGet(processes::getFirst);
        return new Admin(chosen.uri());
    }

    @Override
    public void close() {
        stack.close();
        balancers.values().forEach(Balancer::close);
    }
}
