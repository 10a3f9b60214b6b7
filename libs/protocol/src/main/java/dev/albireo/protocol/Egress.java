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
 * Which calls may leave the house for an address that somebody configured: over https, to hosts of the public internet, and where
 * the operator allows it. In development the other way round: to this machine alone, so that no example reaches somebody's real host.
 */
public final class Egress {
    /** What IANA's registry of special-purpose IPv4 addresses (RFC 6890) keeps from the internet, and multicast; the last is a cloud's metadata. */
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

    /** Of IPv6 only global unicast is public (RFC 4291 section 2.4), and of that not protocol assignments, examples and 6to4. */
    private static final List<Cidr> GLOBAL_6 = cidrs("2000::/3");

    private static final List<Cidr> SPECIAL_6 = cidrs("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /** RFC 6052 section 2.1: the last four bytes are the IPv4 address that is meant. */
    private static final List<Cidr> NAT64 = cidrs("64:ff9b::/96");

    private final boolean development;
    private final List<Cidr> networks;
    private final Set<String> hosts;

    /**
     * The rules.
     *
     * @param development nothing but this machine
     * @param allow blocks of addresses and names of hosts that may be called although they are not public, and without TLS
     */
    public Egress(boolean development, List<String> allow) {
        this.development = development;
        this.networks =
                allow.stream().flatMap(text -> Cidr.parse(text).stream()).toList();
        this.hosts = allow.stream()
                .filter(text -> Cidr.parse(text).isEmpty())
                .map(Egress::normal)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is wrong with an address that somebody wants called, as far as it says so itself; empty where nothing is. */
    public Optional<String> objection(URI endpoint) {
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

    /** Whether a call of this URL may go to this address, one of those that its host has. */
    public boolean allows(URI endpoint, InetAddress address) {
        if (development) {
            return address.isLoopbackAddress();
        }
        boolean listed = isListed(endpoint) || networks.stream().anyMatch(network -> network.contains(address));
        return listed || (isHttps(endpoint) && isPublic(address));
    }

    /** The address that a host's name is by itself: a literal, or this machine's (RFC 6761 section 6.3). */
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

    /** A name's addresses are not known yet: without TLS it must be listed, or may turn out to be in a network that is. */
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
