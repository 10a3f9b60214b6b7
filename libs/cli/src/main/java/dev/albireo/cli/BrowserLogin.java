package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in of a native application (RFC 8252): the user's own browser, an authorization code with PKCE, and a loopback port that
 * receives the response. The device flow would need no local browser, but an attacker who sends an administrator a link and a code would
 * obtain that administrator's rights.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8252#section-7.3">RFC 8252 section 7.3</a>
 */
final class BrowserLogin {
    private static final String CLIENT = "albireo-cli";
    private static final String SCOPE = "openid offline_access albireo:admin";
    private static final int MINUTES = 10;

    private final IssuerMetadata issuer;
    private final ProcessEnvironment environment;
    private final SecureRandom random = new SecureRandom();

    BrowserLogin(IssuerMetadata issuer, ProcessEnvironment environment) {
        this.issuer = issuer;
        this.environment = environment;
    }

    /** Returns the response of the token endpoint. Every factor is requested anew, because some commands require a recent second factor. */
    JsonNode tokens() {
        CompletableFuture<Map<String, String>> callback = new CompletableFuture<>();
        HttpServer listener = listen(callback);
        try {
            String redirect = "http://127.0.0.1:" + listener.getAddress().getPort() + "/callback";
            String verifier = chance();
            String state = chance();
            String query = ApiHttpClient.form(Map.of(
                    "response_type",
                    "code",
                    "client_id",
                    CLIENT,
                    "redirect_uri",
                    redirect,
                    "scope",
                    SCOPE,
                    "prompt",
                    "login",
                    "state",
                    state,
                    "code_challenge",
                    challenge(verifier),
                    "code_challenge_method",
                    "S256"));
            environment.err().println("Open this address in a browser on this machine:");
            environment.err().println(issuer.endpoint("authorization_endpoint") + "?" + query);
            environment.err().flush();
            String code = code(await(callback), state);
            return issuer.token(Map.of(
                    "grant_type", "authorization_code",
                    "client_id", CLIENT,
                    "redirect_uri", redirect,
                    "code", code,
                    "code_verifier", verifier));
        } finally {
            listener.stop(1);
        }
    }

    private String code(Map<String, String> callback, String state) {
        boolean issuerFits = callback.getOrDefault("iss", issuer.name()).equals(issuer.name());
        if (!state.equals(callback.get("state")) || !issuerFits) {
            throw new CommandFailure(
                    ExitCode.NOT_LET_IN, "the authorization response does not belong to this login; try again");
        }
        String code = callback.get("code");
        if (code == null) {
            throw new CommandFailure(
                    ExitCode.NOT_LET_IN,
                    issuer.name() + " rejected the login: " + callback.getOrDefault("error", "no code") + ", "
                            + callback.getOrDefault("error_description", "no reason given"));
        }
        return code;
    }

    private static HttpServer listen(CompletableFuture<Map<String, String>> callback) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/callback", exchange -> {
                Map<String, String> query = query(exchange.getRequestURI());
                boolean complete = query.containsKey("state");
                say(exchange, complete ? "You can close this page and go back to the terminal." : "Not found.");
                if (complete) {
                    callback.complete(query);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.REFUSED, "cannot listen on a local port");
        }
    }

    private static void say(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> await(CompletableFuture<Map<String, String>> callback) {
        try {
            return callback.get(MINUTES, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            throw new CommandFailure(ExitCode.NOT_LET_IN, "the login was not completed within " + MINUTES + " minutes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.NOT_LET_IN, "interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> query(URI uri) {
        @Nullable String raw = uri.getRawQuery();
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            Arrays.stream(raw.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> query.put(URLDecoder.decode(pair[0], UTF_8), URLDecoder.decode(pair[1], UTF_8)));
        }
        return query;
    }

    private String chance() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
