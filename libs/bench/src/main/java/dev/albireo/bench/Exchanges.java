package dev.albireo.bench;

/** The requests of one connection, one after the other; a response may determine the next one. */
interface Exchanges {
    /** Returns the complete next request in wire format. */
    byte[] next();

    /**
     * Receives the response.
     *
     * @throws IllegalStateException if it is not the expected one, because a benchmark of errors measures nothing
     */
    void answered(int status, byte[] body);
}
