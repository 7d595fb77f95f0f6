#!/bin/sh
# Makes Kassa's roles in a new container of PostgreSQL; the image runs it once.
set -eu
psql -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d kassa <<'END'
\set owner_password `cat /run/secrets/owner_password`
\set runtime_password `cat /run/secrets/runtime_password`
\i /kassa/roles.sql
END
