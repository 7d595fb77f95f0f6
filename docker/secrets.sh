#!/bin/sh
# Makes the secrets that compose.yaml and the Kubernetes manifests name, as files of docker/secrets;
# what is there stays. The folder is closed to others; the files in it are readable, because the
# users inside the containers have numbers of their own.
set -eu
secrets=$(cd "$(dirname "$0")" && pwd)/secrets
mkdir -p "$secrets"
chmod 700 "$secrets"
for name in postgres owner runtime admin master keystore operator auditor grafana; do
  file=$secrets/${name}_password
  [ -s "$file" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file"
done
# For trying only: a certificate that no client trusts by itself. Put your own there, key included.
if [ ! -s "$secrets/tls.pem" ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -days 90 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout "$secrets/tls.key" -out "$secrets/tls.crt" \
    2>/dev/null
  cat "$secrets/tls.crt" "$secrets/tls.key" >"$secrets/tls.pem"
  rm -f "$secrets/tls.crt" "$secrets/tls.key"
fi
chmod 644 "$secrets"/*
echo "secrets: in $secrets"
