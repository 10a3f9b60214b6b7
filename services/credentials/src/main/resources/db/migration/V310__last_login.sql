-- When each user signed in last, for administrators who look for unused accounts. Its own table, because every sign-in writes it: the row of
-- the account is locked by changes of administrators, which then end sessions.
CREATE TABLE last_login (
    subject uuid        PRIMARY KEY REFERENCES users (subject) ON DELETE CASCADE,
    at      timestamptz NOT NULL
);
INSERT INTO last_login (subject, at) SELECT subject, max(created_at) FROM session GROUP BY subject;
