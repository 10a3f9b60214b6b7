-- Wrong tries. Each is reserved by one statement before the secret is looked at.
CREATE TABLE attempt_budget (
    key     text        PRIMARY KEY,                   -- hash of what is limited
    used    integer     NOT NULL,
    ends_at timestamptz NOT NULL
);
CREATE INDEX attempt_budget_end ON attempt_budget (ends_at);
