package dev.albireo.protocol;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Restricts outgoing calls to configured addresses: https only, to hosts of the public internet and those that the
 * operator allows. In development the reverse: to this machine only, so that no example reaches a real host.
 */
public final class EgressPolicy {
    /**
     * The special-purpose IPv4 addresses of IANA's registry (RFC 6890) and multicast; the last is a cloud's metadata
     * service.
     */
    private static final List<Cidr> SPECIAL_4 = cidrs(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "168.63.129.16/32");

    /**
     * The IPv6 addresses that are public: global unicast (RFC 4291 section 2.4) without protocol assignments, examples
     * and 6to4.
     */
    private static final List<Cidr> GLOBAL_6 = cidrs("2000::/3");

    private static final List<Cidr> SPECIAL_6 = cidrs("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /** NAT64 prefix: the last four bytes are the IPv4 address of the destination (RFC 6052 section 2.1). */
    private static final List<Cidr> NAT64 = cidrs("64:ff9b::/96");

    private final boolean development;
    private final List<Cidr> networks;
    private final Set<String> hosts;

    /**
     * Creates the rules.
     *
     * @param development whether only this machine may be called
     * @param allow blocks of addresses and names of hosts that may be called although they are not public, and without
     * TLS
     */
    public EgressPolicy(boolean development, List<String> allow) {
        this.development = development;
        this.networks =
                allow.stream().flatMap(text -> Cidr.parse(text).stream()).toList();
        this.hosts = allow.stream()
                .filter(text -> Cidr.parse(text).isEmpty())
                .map(EgressPolicy::normal)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns why a URL must not be called, as far as the URL itself shows it; empty if it may be. */
    public Optional<String> violation(URI endpoint) {
        boolean web = "https".equalsIgnoreCase(endpoint.getScheme()) || "http".equalsIgnoreCase(endpoint.getScheme());
        if (!web
                || endpoint.getHost() == null
                || endpoint.getRawUserInfo() != null
                || endpoint.getRawFragment() != null) {
            return Optional.of("an http or https URL without user name and fragment");
        }
        Optional<InetAddress> literal = literal(endpoint.getHost());
        boolean allowed = literal.map(address -> allows(endpoint, address))
                .orElseGet(() -> development || mayBeAllowed(endpoint));
        return allowed
                ? Optional.empty()
                : Optional.of("an https URL of a public host, or one that the operator allows");
    }

    /** Returns whether a call of this URL may connect to this address, one of the addresses of its host. */
    public boolean allows(URI endpoint, InetAddress address) {
        if (development) {
            return address.isLoopbackAddress();
        }
        boolean listed = isListed(endpoint) || networks.stream().anyMatch(network -> network.contains(address));
        return listed || (isHttps(endpoint) && isPublic(address));
    }

    /** Returns the address of a host that needs no lookup: a literal, or {@code localhost} (RFC 6761 section 6.3). */
    public static Optional<InetAddress> literal(String host) {
        String name = normal(host);
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
        try {
            return Optional.of(InetAddress.ofLiteral(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether a name may be called before its addresses are known: without TLS it must be listed, or may
     * resolve to a listed network.
     */
    private boolean mayBeAllowed(URI endpoint) {
        return isHttps(endpoint) || isListed(endpoint) || !networks.isEmpty();
    }

    private boolean isListed(URI endpoint) {
        return hosts.contains(normal(endpoint.getHost()));
    }

    private static boolean isHttps(URI endpoint) {
        return "https".equalsIgnoreCase(endpoint.getScheme());
    }

    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return isIn(SPECIAL_4, address).isEmpty();
        }
        if (isIn(NAT64, address).isPresent()) {
            return isPublic(lastFourBytes(address));
        }
        return isIn(GLOBAL_6, address).isPresent() && isIn(SPECIAL_6, address).isEmpty();
    }

    private static Optional<Cidr> isIn(List<Cidr> blocks, InetAddress address) {
        return blocks.stream().filter(block -> block.contains(address)).findFirst();
    }

    private static InetAddress lastFourBytes(InetAddress address) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an IPv4 address", e);
        }
    }

    private static String normal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        String bare = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static List<Cidr> cidrs(String... blocks) {
        return Arrays.stream(blocks)
                .map(block -> Cidr.parse(block).orElseThrow())
                .toList();
    }
}
