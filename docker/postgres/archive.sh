#!/bin/sh
# PostgreSQL's archive_command: archive.sh "%p" "%f". Keeps a finished segment of the log in
# $KASSA_ARCHIVE; a segment that is there already must be the same, byte for byte.
set -eu
target=${KASSA_ARCHIVE:?is not set}/$2
mkdir -p "$KASSA_ARCHIVE"
if [ -f "$target" ]; then
  cmp -s "$1" "$target"
  exit
fi
# On the disk before it has its name: a crash leaves no half segment that looks whole.
cp "$1" "$target.part"
sync "$target.part"
mv "$target.part" "$target"
sync "$KASSA_ARCHIVE"
