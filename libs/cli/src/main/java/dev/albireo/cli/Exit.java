package dev.albireo.cli;

/** What the command ends with; scripts may rely on these numbers. Where one is not of our own making, it is that of {@code sysexits.h}. */
enum Exit {
    /** All of it is done, or, with {@code --dry-run}, shown. */
    DONE(0),
    /** The server refused, or not all of it could be done. */
    REFUSED(1),
    /** {@code --dry-run --exit-code} found something that {@code apply} would change. */
    DIFFERENT(2),
    /** The command line makes no sense. */
    USAGE(64),
    /** A file cannot be read, or says nothing that can be understood. */
    BAD_INPUT(65),
    /** The server cannot be reached or cannot answer just now. */
    AWAY(69),
    /** The server does not let this caller in. */
    NOT_LET_IN(77);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
