#!/bin/sh
# A copy of the running cluster, made between pg_backup_start and pg_backup_stop: payments go on.
#
#   backup.sh <directory>      makes <directory>/base-<time>, usable once the script says so
#
# Run it on the database's machine as its user. psql finds the server by PGHOST, PGPORT, PGUSER and
# PGPASSFILE; the role has to be a superuser. archive_mode must be on: without the log that is
# written meanwhile the copy is worth nothing.
set -eu
umask 077

fail() {
  echo "backup: $*" >&2
  exit 1
}

# A file that changes or vanishes meanwhile is no failure (tar ends with 1): the log tells of it.
if [ "${1:-}" = --copy ]; then
  cd "$KASSA_DATA"
  {
    tar -cf - --exclude='./pg_wal/*' --exclude='./pg_replslot/*' --exclude='./pg_stat_tmp/*' \
      --exclude='pgsql_tmp*' --exclude='./postmaster.*' . || [ $? -eq 1 ] || exit
    touch "$KASSA_PART.copied"
  } | tar -xf - -C "$KASSA_PART"
  exit
fi

[ $# -eq 1 ] || fail "usage: backup.sh <directory>"
base=$1/base-$(date -u +%Y%m%dT%H%M%SZ)
part=$base.part
ask() {
  psql -X -q -A -t -v ON_ERROR_STOP=1 -d postgres -c "$1"
}

[ "$(ask 'show archive_mode')" != off ] || fail "archive_mode is off"
data=$(ask 'show data_directory')
[ -r "$data/PG_VERSION" ] || fail "$data cannot be read: run this where the database runs"
[ "$(ask "select count(*) from pg_tablespace where spcname not like 'pg\\_%'")" = 0 ] ||
  fail "there are tablespaces, which this script does not copy"
mkdir -p "$part"
trap 'rm -rf "$part" "$part.copied"' EXIT

# Start and stop belong to one session, so psql stays open meanwhile and calls this file to copy.
export KASSA_DATA="$data" KASSA_PART="$part" KASSA_BACKUP="$0"
psql -X -q -A -t -v ON_ERROR_STOP=1 -d postgres >"$part.log" <<'END' || fail "see $part.log"
select pg_backup_start('kassa', true) \g /dev/null
\! sh "$KASSA_BACKUP" --copy </dev/null
\pset format unaligned
\pset tuples_only on
select lsn, labelfile, spcmapfile from pg_backup_stop(true) \gset
\setenv KASSA_LABEL :labelfile
\! printf '%s\n' "$KASSA_LABEL" > "$KASSA_PART/backup_label"
\echo stopped at :lsn
END
[ -f "$part.copied" ] || fail "the files were not copied, see $part.log"
[ -s "$part/backup_label" ] || fail "there is no label"
rm -f "$part.copied" "$part.log"
sync
mv "$part" "$base"
echo "backup: $base, $(du -sk "$base" | cut -f1) kB"
