-- The one code that makes the first administrator.
CREATE TABLE bootstrap_code (
    id         integer     PRIMARY KEY DEFAULT 1 CHECK (id = 1),   -- one row at most
    hash       text        NOT NULL,
    expires_at timestamptz NOT NULL
);
