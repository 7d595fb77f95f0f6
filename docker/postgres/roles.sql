-- Roles and rights of Kassa's database. Run as a superuser, connected to the database `kassa`:
--   psql -d kassa -v owner_password=... -v runtime_password=... -f roles.sql
-- Running it again sets the passwords and settings anew and changes nothing else.

-- Passwords follow: neither the server's log nor its statistics shall keep the statements.
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';
SET pg_stat_statements.track_utility = off;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kassa_owner') THEN
    CREATE ROLE kassa_owner LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kassa') THEN
    CREATE ROLE kassa LOGIN;
  END IF;
END
$$;

ALTER ROLE kassa_owner NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'owner_password';
ALTER ROLE kassa NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'runtime_password';

-- A waiting lock is an answer to the caller (55P03), never a hanging thread. A statement ends
-- before the connection pool's socketTimeout (15 s, owner 900 s) gives the connection up, and an
-- abandoned transaction ends with the server's own transaction timeout (30 s).
ALTER ROLE kassa SET lock_timeout = '5s';
ALTER ROLE kassa SET statement_timeout = '10s';
ALTER ROLE kassa SET idle_in_transaction_session_timeout = '30s';
-- The isolation that every statement was written for, whatever the cluster's default is.
ALTER ROLE kassa SET default_transaction_isolation = 'read committed';
ALTER ROLE kassa_owner SET default_transaction_isolation = 'read committed';
-- A refused row would else stand in the server's log as its DETAIL, with everything it holds.
ALTER ROLE kassa SET log_error_verbosity = 'terse';
ALTER ROLE kassa_owner SET lock_timeout = '5s';
ALTER ROLE kassa_owner SET statement_timeout = '10min';
ALTER ROLE kassa_owner SET idle_in_transaction_session_timeout = '10min';

-- The owner migrates; the runtime role may connect and look up names. What it may do with a table
-- is granted by the migration that makes the table.
ALTER DATABASE kassa OWNER TO kassa_owner;
REVOKE ALL ON DATABASE kassa FROM PUBLIC;
GRANT CONNECT ON DATABASE kassa TO kassa;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS kassa AUTHORIZATION kassa_owner;
GRANT USAGE ON SCHEMA kassa TO kassa;
ALTER ROLE kassa_owner IN DATABASE kassa SET search_path = kassa, public;
ALTER ROLE kassa IN DATABASE kassa SET search_path = kassa, public;
