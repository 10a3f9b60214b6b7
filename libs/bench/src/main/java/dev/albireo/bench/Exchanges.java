package dev.albireo.bench;

/** What one connection says, one request after the other; an answer may decide what comes next. */
interface Exchanges {
    /** The whole next request, as it goes over the wire. */
    byte[] next();

    /**
     * The answer to it.
     *
     * @throws IllegalStateException if it is not what was to come: a benchmark of refusals measures nothing
     */
    void answered(int status, byte[] body);
}
