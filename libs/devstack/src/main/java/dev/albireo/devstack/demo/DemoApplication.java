package dev.albireo.devstack.demo;

import dev.albireo.devstack.edge.PathHandler;
import dev.albireo.devstack.process.DataFolder;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pages under {@code /demo}. Calls to the provider block, so every request runs on its own virtual thread. */
public final class DemoApplication implements PathHandler {
    private static final String HOME = "/demo";
    private static final String ASSETS = "/demo/assets/";
    private static final String COOKIE = "demo";
    private static final Map<String, String> ASSET_TYPES = Map.of(
            "demo.css",
            "text/css; charset=utf-8",
            "demo.js",
            "text/javascript; charset=utf-8",
            "demo.svg",
            "image/svg+xml");

    private final DemoRelyingParty provider;
    private final URI home;
    private final DemoSessions visitors = new DemoSessions();
    private final DemoPages pages = new DemoPages();

    /** @param edge the public address, which is the provider's issuer and the demo's own origin */
    public DemoApplication(URI edge, DataFolder data) {
        URI redirectUri = edge.resolve("/demo/callback");
        this.home = edge.resolve(HOME);
        this.provider = new DemoRelyingParty(
                edge, redirectUri, new DemoClientRegistration(redirectUri, data), Clock.systemUTC());
    }

    /** Registers the demo with the provider; returns a message if that failed. */
    public String register() {
        try {
            return "client " + provider.register().getValue();
        } catch (IOException | SignInProblem e) {
            return "client not registered: " + e.getMessage();
        }
    }

    @Override
    public boolean owns(String path) {
        return path.equals(HOME) || path.startsWith(HOME + "/");
    }

    @Override
    public void handle(HttpServerRequest request) {
        Context context = Objects.requireNonNull(Vertx.currentContext());
        Thread.startVirtualThread(() -> {
            DemoResponse response = response(request);
            context.runOnContext(nothing -> response.send(request));
        });
    }

    private DemoResponse response(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return DemoResponse.plain(405, "Only GET is supported.").with("Allow", "GET");
        }
        try {
            String path = Objects.requireNonNullElse(request.path(), "");
            return switch (path) {
                case HOME -> home(request);
                case "/demo/start" -> start(request);
                case "/demo/callback" -> callback(request);
                case "/demo/sign-out" -> signOut(request);
                default -> asset(path);
            };
        } catch (SignInProblem problem) {
            return DemoResponse.page(400, pages.problem(problem));
        } catch (IOException e) {
            return DemoResponse.page(
                    502,
                    pages.problem(new SignInProblem(
                            "provider_unreachable",
                            "The provider does not answer.",
                            "It may be starting. Wait a few seconds and try again.")));
        }
    }

    private DemoResponse home(HttpServerRequest request) {
        return DemoResponse.page(
                200,
                visitors.signedIn(cookie(request))
                        .map(signedIn -> pages.signedIn(new TokenView(signedIn)))
                        .orElseGet(pages::home));
    }

    private DemoResponse start(HttpServerRequest request) throws IOException, SignInProblem {
        SignInOption kind =
                SignInOption.of(String.valueOf(request.getParam("kind"))).orElse(SignInOption.PLAIN);
        PendingSignIn pending = PendingSignIn.begin(kind);
        URI target = provider.authorizationRequest(pending);
        visitors.forget(cookie(request));
        return DemoResponse.redirect(target).with("Set-Cookie", setCookie(visitors.remember(pending)));
    }

    private DemoResponse callback(HttpServerRequest request) throws IOException, SignInProblem {
        PendingSignIn pending = visitors.takePending(cookie(request))
                .orElseThrow(() -> new SignInProblem(
                        "unknown_sign_in",
                        "The shop does not know this sign-in.",
                        "It was already completed, or the shop was restarted. Start again."));
        ValidatedSignIn signedIn = provider.signIn(pending, home.resolve(request.uri()));
        return DemoResponse.redirect(home).with("Set-Cookie", setCookie(visitors.remember(signedIn)));
    }

    private DemoResponse signOut(HttpServerRequest request) {
        visitors.forget(cookie(request));
        return DemoResponse.redirect(provider.logout());
    }

    private static DemoResponse asset(String path) throws IOException {
        String name = path.startsWith(ASSETS) ? path.substring(ASSETS.length()) : "";
        String type = ASSET_TYPES.get(name);
        if (type == null) {
            return DemoResponse.plain(404, "Page not found.");
        }
        try (InputStream file = DemoApplication.class.getResourceAsStream("assets/" + name)) {
            return DemoResponse.asset(type, Objects.requireNonNull(file).readAllBytes());
        }
    }

    private static @Nullable String cookie(HttpServerRequest request) {
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    private static String setCookie(String value) {
        return COOKIE + "=" + value + "; Path=/demo; HttpOnly; SameSite=Lax";
    }
}
