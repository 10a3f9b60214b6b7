package dev.albireo.web.start;

import dev.albireo.protocol.Cidr;
import java.util.List;
import java.util.Optional;

/** Rules on trusted proxies and on outgoing calls. */
final class NetworkRules {
    private static final int IPV4_BYTES = 4;

    static final StartupRule PROXIES = StartupRule.warns(
            "`albireo.trusted-proxies`",
            "no block wider than `/8` (IPv6: `/32`): proxies in it determine the client address of requests",
            settings -> wide(settings, "albireo.trusted-proxies", 8, 32));

    static final StartupRule EGRESS = StartupRule.warns(
            "`albireo.egress.allow`",
            "no block wider than `/16` (IPv6: `/48`): clients can register URIs in it, which the services call",
            settings -> wide(settings, "albireo.egress.allow", 16, 48));

    private NetworkRules() {}

    private static List<String> wide(StartupSettings settings, String key, int ipv4, int ipv6) {
        return settings.list(key).stream()
                .map(Cidr::parse)
                .flatMap(Optional::stream)
                .filter(block -> block.bits() < (block.network().getAddress().length == IPV4_BYTES ? ipv4 : ipv6))
                .map(block -> key + " has " + block.network().getHostAddress() + "/" + block.bits()
                        + ", which is wide; list only the needed addresses")
                .toList();
    }
}
