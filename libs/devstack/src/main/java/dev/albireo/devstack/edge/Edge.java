package dev.albireo.devstack.edge;

import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.process.StackException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The reverse proxy in front of the services, on the loopback addresses only. */
public final class Edge implements AutoCloseable {
    private static final String IPV4 = "127.0.0.1";
    private static final String IPV6 = "::1";

    private final int port;
    private final RouteTable routes = RouteTable.load();
    private final List<PathHandler> ownPages;
    private final Map<StackService, Replicas> replicas = new EnumMap<>(StackService.class);
    private final Map<StackService, HttpProxy> proxies = new EnumMap<>(StackService.class);
    private final Vertx vertx;

    /**
     * Creates an edge that does not listen yet.
     *
     * @param ownPages the pages that the edge serves itself
     */
    public Edge(int port, List<PathHandler> ownPages) {
        this.port = port;
        this.ownPages = List.copyOf(ownPages);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(100).setConnectTimeout(2_000));
        for (StackService service : StackService.values()) {
            Replicas processes = new Replicas(vertx, client);
            replicas.put(service, processes);
            proxies.put(service, proxy(client, new UpstreamConnections(processes)));
        }
    }

    private HttpProxy proxy(HttpClient client, UpstreamConnections processes) {
        return HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(context -> processes.open(
                        context.client(),
                        Objects.requireNonNull(
                                context.request().proxiedRequest().authority())))
                .addInterceptor(new BoundedBody(vertx))
                .addInterceptor(new ServiceDown())
                .addInterceptor(new TrustedHeaders());
    }

    /** Routes a share of the service's requests to {@code address} from now on. */
    public void add(StackService service, URI address) {
        of(service).add(address, Optional.empty());
    }

    /** As {@link #add(Service, URI)}, as long as {@code readiness} does not answer 503 while another process of the service is ready. */
    public void add(StackService service, URI address, URI readiness) {
        of(service).add(address, Optional.of(readiness));
    }

    private Replicas of(StackService service) {
        return Objects.requireNonNull(replicas.get(service));
    }

    /** Listens on IPv4's loopback address, and on IPv6's if the machine has one. */
    public void start() {
        await(listen(IPV4));
        await(listen(IPV6).otherwiseEmpty());
    }

    private Future<HttpServer> listen(String host) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setMaxInitialLineLength(16 * 1024)
                .setMaxHeaderSize(16 * 1024)
                .setIdleTimeout(75);
        return vertx.createHttpServer(options).requestHandler(this::handle).listen();
    }

    private void handle(HttpServerRequest request) {
        String target = request.uri();
        RequestTarget.problem(target)
                .ifPresentOrElse(
                        problem -> EdgeError.BAD_TARGET.send(request, problem),
                        () -> route(request, RequestTarget.path(target)));
    }

    private void route(HttpServerRequest request, String path) {
        if (request.authority() == null || request.headers().getAll("Host").size() != 1) {
            EdgeError.BAD_TARGET.send(request, "exactly one Host header is required (RFC 9112 section 3.2)");
            return;
        }
        ownPages.stream()
                .filter(page -> page.owns(path))
                .findFirst()
                .ifPresentOrElse(page -> page.handle(request), () -> forward(request, path));
    }

    private void forward(HttpServerRequest request, String path) {
        routes.serviceFor(path)
                .map(proxies::get)
                .ifPresentOrElse(proxy -> proxy.handle(request), () -> EdgeError.NOT_FOUND.send(request));
    }

    private void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException("the edge cannot listen on port " + port + " (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while the edge was starting", e);
        }
    }

    /** Stops listening and ends open connections. */
    @Override
    public void close() {
        replicas.values().forEach(Replicas::close);
        await(vertx.close());
    }
}
