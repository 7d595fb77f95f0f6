#!/bin/sh
# Writes the tables of the schema kassa_archive to files and drops each one whose file is whole.
#
#   export.sh <directory>      makes <directory>/<table>.copy.gz and <table>.copy.gz.sha256
#
# The first line of a file names the columns; the rest is COPY's text format. psql finds the server
# by PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSFILE; the role is kassa_owner or a superuser. A
# run that was broken off drops nothing, and can be repeated.
set -eu
umask 077

fail() {
  echo "export: $*" >&2
  exit 1
}

[ $# -eq 1 ] || fail "usage: export.sh <directory>"
directory=$1
[ -d "$directory" ] || fail "$directory is no directory"
ask() {
  psql -X -q -A -t -v ON_ERROR_STOP=1 -c 'set statement_timeout = 0' "$@"
}

tables=$(ask -c "select relname from pg_class
                  where relnamespace = to_regnamespace('kassa_archive') and relkind = 'r'
                  order by relname")
for table in $tables; do
  file=$directory/$table.copy.gz
  if [ -e "$file" ]; then
    fail "$file is there: move it, or drop the table if the file is of it"
  fi
  # A pipe hides that psql failed: what psql says at its end must have arrived, too.
  {
    ask -c "copy (select * from kassa_archive.$table) to stdout with (header)" &&
      touch "$file.copied"
  } | gzip >"$file.part"
  [ -e "$file.copied" ] || fail "$table was not copied"
  rm -f "$file.copied"
  sync "$file.part"
  rows=$(($(gzip -dc "$file.part" | wc -l) - 1))
  sum=$(sha256sum <"$file.part" | cut -d ' ' -f 1)
  echo "$sum  $table.copy.gz" >"$file.sha256"
  mv "$file.part" "$file"
  sync "$file" "$file.sha256" "$directory"
  ask -c "do \$\$ begin
            lock table kassa_archive.$table in access exclusive mode;
            if (select count(*) from kassa_archive.$table) <> $rows then
              raise 'the file of $table has $rows rows, the table others';
            end if;
            drop table kassa_archive.$table;
          end \$\$" || fail "$table stays"
  echo "export: $file, $rows rows, SHA-256 $sum"
done
