-- A budget that is used up again and again locks for longer and longer, and what was counted of an account can be forgotten.
ALTER TABLE attempt_budget
    ADD COLUMN owner text,                             -- hash of the account, so that the table names nobody
    ADD COLUMN locks integer NOT NULL DEFAULT 0;       -- how many times in a row it was used up
CREATE INDEX attempt_budget_owner ON attempt_budget (owner) WHERE owner IS NOT NULL;
