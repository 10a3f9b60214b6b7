-- What credentials says of declared groups; applied only if newer. A deleted one stays as a row that requires nothing.
CREATE TABLE user_group (
    id           text    PRIMARY KEY,
    version      integer NOT NULL,
    requires_2fa boolean NOT NULL
);
