-- The table with its rows becomes the partition of tokens without a week, also of those that a release without partitions adds.
SET LOCAL lock_timeout = '5s';

ALTER TABLE refresh_token RENAME TO refresh_token_without_week;

-- Without a key of its own: the hash is the key of each partition.
CREATE TABLE refresh_token (LIKE refresh_token_without_week INCLUDING DEFAULTS) PARTITION BY LIST (expiry_week);

ALTER TABLE refresh_token ATTACH PARTITION refresh_token_without_week FOR VALUES IN ('infinity');

-- For a week without a partition, so that no request fails.
CREATE TABLE refresh_token_default PARTITION OF refresh_token (PRIMARY KEY (token_hash)) DEFAULT;
CREATE INDEX refresh_token_default_grant ON refresh_token_default (grant_id);
CREATE INDEX refresh_token_default_expiry ON refresh_token_default (expires_at);

-- The present week and those ahead, as the housekeeping does from now on. They do not refer to the grant: a token without one is unknown,
-- and deleting grants would delete their tokens row by row.
DO $$
DECLARE
    monday date;
    name text;
BEGIN
    FOR i IN 0..6 LOOP
        monday := date_trunc('week', now() AT TIME ZONE 'UTC')::date + 7 * i;
        name := 'refresh_token_' || to_char(monday, 'YYYYMMDD');
        EXECUTE format('CREATE TABLE %I (LIKE refresh_token INCLUDING DEFAULTS, PRIMARY KEY (token_hash))', name);
        EXECUTE format('CREATE INDEX ON %I (grant_id)', name);
        EXECUTE format('ALTER TABLE refresh_token ATTACH PARTITION %I FOR VALUES IN (%L)', name, monday);
    END LOOP;
END
$$;

-- The housekeeping of a release without partitions deletes expired rows by their place, which is another row in each partition.
CREATE RULE refresh_token_is_cleaned_by_partition AS ON DELETE TO refresh_token DO INSTEAD NOTHING;
