package dev.albireo.devstack.postgres;

/**
 * One service's database and the role that owns it; both have the same name.
 *
 * @param name name of the database and of the role
 * @param port port on 127.0.0.1
 */
public record Database(String name, int port, String password) {
    /** Returns the URL for the JDBC driver. */
    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl();
    }

    /** Returns the URL for the reactive client. */
    public String reactiveUrl() {
        return "postgresql://127.0.0.1:" + port + "/" + name;
    }

    @Override
    public String toString() {
        return reactiveUrl();
    }
}
