-- Groups that administrators declare. Panache entity; few rows, each write under a lock of the whole table.
-- Who is a member stays in users.groups, which may also name groups that are not declared.
CREATE TABLE user_group (
    id           text        PRIMARY KEY,
    name         text,
    description  text,
    requires_2fa boolean     NOT NULL,
    version      integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);

-- One sequence for all: an id that is declared anew after its end is newer than its end.
CREATE SEQUENCE user_group_version AS integer;

-- Finds the members of a group.
CREATE INDEX users_groups ON users USING gin (groups);
