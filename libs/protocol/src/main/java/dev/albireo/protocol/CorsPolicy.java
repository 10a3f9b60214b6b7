package dev.albireo.protocol;

/** The extent to which scripts of other origins may read an endpoint (Fetch Standard section 3.2). Cookies never count there. */
public enum CorsPolicy {
    /** All origins: the response does not depend on the caller, or only on a token that the caller has; there is no client yet whose origin could be known. */
    ALL_ORIGINS,
    /** The origins of clients' pages. */
    CLIENT_ORIGINS,
    /** No origin. */
    NO_ORIGIN
}
