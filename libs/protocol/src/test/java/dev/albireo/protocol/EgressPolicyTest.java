package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Outgoing calls")
class EgressPolicyTest {
    private static final URI HTTPS = URI.create("https://hooks.example.com/otp");
    private static final URI HTTP = URI.create("http://hooks.example.com/otp");
    private static final EgressPolicy PLAIN = new EgressPolicy(false, List.of());
    private static final EgressPolicy DEVELOPMENT = new EgressPolicy(true, List.of("10.0.0.0/8", "hooks.example.com"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.7",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:808:808::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void none_to_an_address_that_is_not_public(String address) {
        assertThat(PLAIN.allows(HTTPS, InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2606:4700::1111",
                "2a00:1450:4001::1"
            })
    void to_a_public_address_over_tls_alone(String address) {
        assertThat(PLAIN.allows(HTTPS, InetAddress.ofLiteral(address))).isTrue();
        assertThat(PLAIN.allows(HTTP, InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void where_the_operator_allows_it_by_network_or_by_name() {
        EgressPolicy byNetwork = new EgressPolicy(false, List.of("10.1.0.0/16", "fd00::/8"));
        assertThat(byNetwork.allows(HTTP, InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(byNetwork.allows(HTTP, InetAddress.ofLiteral("fd00::5"))).isTrue();
        assertThat(byNetwork.allows(HTTP, InetAddress.ofLiteral("10.2.0.1"))).isFalse();
        EgressPolicy byName = new EgressPolicy(false, List.of("Hooks.Example.COM."));
        assertThat(byName.allows(HTTP, InetAddress.ofLiteral("10.2.0.1"))).isTrue();
        assertThat(byName.allows(URI.create("http://other.example.com"), InetAddress.ofLiteral("10.2.0.1")))
                .isFalse();
    }

    @Test
    void in_development_to_this_machine_alone_whatever_is_listed() {
        assertThat(DEVELOPMENT.allows(HTTP, InetAddress.ofLiteral("127.0.0.1"))).isTrue();
        assertThat(DEVELOPMENT.allows(HTTP, InetAddress.ofLiteral("::1"))).isTrue();
        assertThat(DEVELOPMENT.allows(HTTPS, InetAddress.ofLiteral("8.8.8.8"))).isFalse();
        assertThat(DEVELOPMENT.allows(HTTPS, InetAddress.ofLiteral("10.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com",
                "https:///otp",
                "https://user:pass@example.com/",
                "https://example.com/#x",
                "mailto:a@example.com",
                "otp",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://169.254.169.254/latest",
                "https://localhost/",
                "https://a.localhost./",
                "http://example.com/"
            })
    void what_a_url_says_by_itself_is_objected_to_at_once(String url) {
        assertThat(PLAIN.violation(URI.create(url))).isPresent();
    }

    @Test
    void names_are_judged_when_they_are_called() {
        assertThat(PLAIN.violation(URI.create("https://my-app.com"))).isEmpty();
        assertThat(DEVELOPMENT.violation(URI.create("https://my-app.com"))).isEmpty();
        assertThat(DEVELOPMENT.violation(URI.create("http://localhost:3001/otp")))
                .isEmpty();
        assertThat(DEVELOPMENT.violation(URI.create("http://10.0.0.1/otp"))).isPresent();
        assertThat(new EgressPolicy(false, List.of("10.0.0.0/8")).violation(URI.create("http://gateway/otp")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "example.com", "::/129", ""})
    void what_is_no_block_of_addresses(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }
}
