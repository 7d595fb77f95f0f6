#!/bin/sh
# Asks the server of this machine whether Kassa is `live`, `ready` or `started`: exit 0 if so.
# A server that has not deployed the application yet answers UP, without a check named kassa.
set -eu
answer=$(curl -sS --fail-with-body --max-time 4 \
  "http://127.0.0.1:${KASSA_HTTP_PORT:-8080}/health/${1:-ready}") || {
  echo "$answer"
  exit 1
}
echo "$answer"
case $answer in
  *'"name":"kassa'*) ;;
  *) exit 1 ;;
esac
