package dev.albireo.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.edge.Route;
import dev.albireo.devstack.edge.RouteTable;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Ingress, gateway and Compose have exactly the launcher's route table")
class RoutesTest {
    private final RouteTable table = RouteTable.load();

    static Stream<Manifests> all() {
        return Manifests.all();
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev", "overlays/prod"})
    void the_ingress(String folder) {
        List<Ingress> ingresses = Manifests.of(folder).of(Ingress.class);
        assertThat(ingresses).hasSize(1);
        assertThat(ingresses.getFirst().getSpec().getDefaultBackend()).isNull();
        assertThat(ingresses.getFirst().getSpec().getRules()).hasSize(1);
        assertThat(ingresses
                        .getFirst()
                        .getSpec()
                        .getRules()
                        .getFirst()
                        .getHttp()
                        .getPaths())
                .extracting(RoutesTest::row)
                .containsExactlyElementsOf(
                        table.routes().stream().map(RoutesTest::row).toList());
    }

    @Test
    void the_gateway_which_replaces_it() {
        Manifests manifests = Manifests.withComponent("gateway-api");
        assertThat(manifests.of(Ingress.class)).isEmpty();
        HTTPRoute route = manifests.of(HTTPRoute.class).getFirst();
        assertThat(rows(route))
                .containsExactlyInAnyOrderElementsOf(
                        table.routes().stream().map(RoutesTest::row).toList());
        assertThat(route.getSpec().getRules())
                .hasSizeLessThanOrEqualTo(16)
                .allMatch(rule ->
                        rule.getMatches().size() <= 8 && rule.getFilters().isEmpty());
        Gateway gateway = manifests.of(Gateway.class).getFirst();
        assertThat(gateway.getSpec().getListeners())
                .allMatch(listener -> listener.getProtocol().equals("HTTPS")
                        && List.of(listener.getHostname())
                                .equals(route.getSpec().getHostnames()));
    }

    @Test
    void the_edge_of_compose() {
        assertThat(new NginxConfig().routes())
                .containsExactlyElementsOf(
                        table.routes().stream().map(NginxConfig::row).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "/authorize?client_id=..//;%2e, oauth",
        "/connect/register/abc, oauth",
        "/assets/oauth/a/b.css, oauth",
        "/login, credentials",
        "/account/bootstrap?x=y, credentials",
        "/account/, ",
        "/login/, ",
        "/%6cogin, ",
        "/LOGIN, ",
        "/connect/register/a/b, ",
        "/webauthn, ",
        "/internal/users, ",
        "/q/health, ",
        "/graphql, ",
        "/.well-known, ",
        "/.well-known/ssf-configuration, webhooks",
        "/ssf/streams?stream_id=a, webhooks",
        "/ssf/poll/abc, webhooks",
        "/ssf/poll/a/b, ",
        "/?x=y, credentials"
    })
    void the_edge_of_compose_chooses_as_the_launcher_does(String target, String service) {
        assertThat(new NginxConfig().serviceFor(target))
                .isEqualTo(Optional.ofNullable(service))
                .isEqualTo(table.serviceFor(target.replaceFirst("\\?.*", "")).map(StackService::id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//account",
                "/account//x",
                "/account/../x",
                "/account/..",
                "/account/..x",
                "/account/./x",
                "/account/.",
                "/account/%2e%2e/x",
                "/account/%2Fx",
                "/account/%5cx",
                "/account\\x",
                "/account;x",
                "/account/%3bx",
                "/account/%25",
                "/account/%7f",
                "/account/%00",
                "/account/%1F",
                "/account/%",
                "/account/%zz",
                "/account#x",
                "/accountä"
            })
    void the_edge_of_compose_refuses_what_can_be_read_in_two_ways(String target) {
        assertThat(new NginxConfig().refuses(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/authorize?redirect_uri=https%3A%2F%2Fapp//cb;x=..",
                "/account/%41",
                "/.well-known/jwks.json"
            })
    void and_nothing_else(String target) {
        assertThat(new NginxConfig().refuses(target)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_admin_api_and_what_is_internal_are_on_no_public_host(Manifests manifests) {
        for (Ingress ingress : manifests.of(Ingress.class)) {
            for (var rule : ingress.getSpec().getRules()) {
                boolean internal = ingress.getMetadata().getName().equals("admin");
                assertThat(rule.getHttp().getPaths())
                        .extracting(path -> path.getBackend().getService().getName())
                        .allMatch(name -> internal
                                ? name.equals("admin")
                                : List.of("oauth", "credentials", "webhooks").contains(name));
                assertThat(rule.getHost()).isNotNull();
                assertThat(rule.getHost().contains("admin")).isEqualTo(internal);
            }
        }
    }

    private static List<String> rows(HTTPRoute route) {
        List<String> rows = new ArrayList<>();
        for (HTTPRouteRule rule : route.getSpec().getRules()) {
            assertThat(rule.getBackendRefs()).hasSize(1);
            var backend = rule.getBackendRefs().getFirst();
            assertThat(backend.getPort()).isEqualTo(PortsTest.httpPort(StackService.of(backend.getName())));
            rule.getMatches()
                    .forEach(match -> rows.add(match.getPath().getType().replace("PathPrefix", "Prefix") + " "
                            + match.getPath().getValue() + " " + backend.getName()));
        }
        return rows;
    }

    private static String row(HTTPIngressPath path) {
        assertThat(path.getBackend().getService().getPort().getName()).isEqualTo("http");
        return path.getPathType() + " " + path.getPath() + " "
                + path.getBackend().getService().getName();
    }

    /** Neither Ingress nor HTTPRoute can express "one segment" or "not empty", so a prefix stands for both. */
    private static String row(Route route) {
        String pattern = route.pattern();
        String type = pattern.endsWith("**") || pattern.endsWith("{id}") ? "Prefix" : "Exact";
        return type + " " + pattern.replace("**", "").replace("{id}", "") + " "
                + route.service().id();
    }
}
