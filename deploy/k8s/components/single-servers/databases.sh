#!/usr/bin/env bash
# Runs once, in a new PostgreSQL: a role and a database for each service, closed to every other role.
set -eu
for service in oauth credentials admin webhooks; do
    variable="DATABASE_PASSWORD_${service^^}"
    psql -v ON_ERROR_STOP=1 --username postgres -v service="$service" -v password="${!variable}" <<'SQL'
CREATE ROLE :"service" LOGIN PASSWORD :'password';
CREATE DATABASE :"service" OWNER :"service";
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
SQL
done
