#!/bin/sh
# Makes a cluster out of a copy and the archived log, up to a moment or to the end of the log.
#
#   restore.sh <base> <archive> <new data directory> [<moment>]
#
# The moment is a timestamp as PostgreSQL reads it ('2026-11-25 10:15:00+00'). The directory must
# not be there: a restore never writes over a cluster. Start it afterwards with pg_ctl: it replays,
# takes a new timeline and serves. Its archive_command is off until you set it: point it to an
# archive of its own.
set -eu
umask 077

fail() {
  echo "restore: $*" >&2
  exit 1
}

[ $# -ge 3 ] || fail "usage: restore.sh <base> <archive> <new data directory> [<moment>]"
base=$1 archive=$(cd "$2" && pwd) data=$3 moment=${4:-}
[ -s "$base/backup_label" ] || fail "$base is no finished backup: it has no label"
[ ! -e "$data" ] || fail "$data is there already"
case $archive$moment in
  *"'"*) fail "no quotes, please" ;;
esac

mkdir -p "$data"
cp -R "$base/." "$data/"
chmod 700 "$data"
mkdir -p "$data/pg_wal/archive_status" "$data/pg_replslot"
rm -f "$data/standby.signal"
: >"$data/recovery.signal"
{
  echo "restore_command = 'cp \"$archive/%f\" \"%p\"'"
  echo "recovery_target_timeline = 'latest'"
  echo "archive_command = ''"
  if [ -n "$moment" ]; then
    echo "recovery_target_time = '$moment'"
    echo "recovery_target_action = 'promote'"
  fi
} >>"$data/postgresql.auto.conf"
echo "restore: $data is ready to be started"
