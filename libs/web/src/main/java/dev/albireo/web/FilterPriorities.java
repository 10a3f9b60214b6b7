package dev.albireo.web;

import jakarta.ws.rs.Priorities;

/**
 * The order of everything that sees a request before its endpoint does. Vert.x filters, which see every request of a port, run from the highest
 * number to the lowest; then Quarkus REST filters, which see requests of resources, run from the lowest to the highest.
 */
public final class FilterPriorities {
    /** Vert.x: watches the connection, and changes nothing. */
    public static final int CONNECTION = Integer.MAX_VALUE;

    /** Vert.x: the headers that every response has, errors included. */
    public static final int RESPONSE_HEADERS = 1_000;

    /** Vert.x: what has no single meaning is rejected before its path is read. */
    public static final int PATH = 990;

    /** Vert.x: the time limit of the request. */
    public static final int DEADLINE = 950;

    /** Vert.x: ambiguous headers. */
    public static final int REQUEST = 900;

    /** Vert.x: the access control of a port, such as that of the administration. */
    public static final int PORT_ACCESS = 890;

    /** Vert.x: bodies that are too large. */
    public static final int BODY_SIZE = 850;

    /** Vert.x: content that no endpoint takes. */
    public static final int CONTENT_TYPE = 800;

    /** Vert.x: the declared type of content, where a client declares it wrongly. */
    public static final int DEFAULT_CONTENT_TYPE = 700;

    /** Vert.x: reads forms, after the limit on the size of bodies. */
    public static final int FORM = 1;

    /** Quarkus REST: parameters that no endpoint accepts, before any of them is used. */
    public static final int PARAMETERS = Priorities.AUTHENTICATION - 100;

    /** Quarkus REST: who calls an internal endpoint. */
    public static final int INTERNAL_ACCESS = Priorities.AUTHENTICATION;

    /** Quarkus REST: the session of a page. */
    public static final int SESSION = Priorities.AUTHORIZATION;

    /** Quarkus REST: commands that were executed before. */
    public static final int IDEMPOTENCY = Priorities.USER;

    /** Quarkus REST: limits that count what is in a form. */
    public static final int RATE_LIMIT = Priorities.USER + 100;

    private FilterPriorities() {}
}
