#!/bin/sh
# Attacks a running instance with sqlmap and wapiti, with valid credentials, on every route of its
# contract. Fails when a route was not reached, when an answer was 5xx, when sqlmap finds an
# injection, or when wapiti finds more than a note of its lowest level.
#
# usage: scan.sh [instance.json [directory for the reports]]
# Needs curl, jq, sqlmap (1.7.2) and wapiti (3.0.4). The instance should know no traffic but this.
set -eu
umask 077

here=$(cd "$(dirname "$0")" && pwd)
instance=${1:-$here/../../target/run/instance.json}
reports=${2:-$here/../../target/scan}
mkdir -p "$reports"
reports=$(cd "$reports" && pwd)
failures=0

say() { echo "scan: $*"; }
failed() {
  echo "scan: FAILED: $*"
  failures=$((failures + 1))
}
value() { jq -er ".$1" "$instance"; }

api=$(value apiBase)
operator_login=$(value operatorUser):$(value operatorPassword)
order=scan-$(date +%s)

# --- what is attacked ----------------------------------------------------------------------------

# login, method, path, body
call() {
  curl -sS --fail-with-body --max-time 30 -u "$1" -X "$2" -H 'Content-Type: application/json' \
    ${4:+--data "$4"} "$api$3"
}

payment() {
  call "$merchant_login" POST /payments \
    "{\"orderId\":\"$order-$1\",\"amount\":1,\"currency\":\"CNY\",\"description\":\"Tea\",\"payer\":{\"accountId\":\"$account\"},\"invoice\":{\"buyerName\":\"A. Buyer\"}}"
}

credential() { call "$operator_login" POST "/merchants/$merchant/credentials" "$1"; }

# A merchant of its own: the scan makes as many credentials as one may have.
make_merchant() {
  merchant=$(call "$operator_login" POST /merchants '{"name":"Scanned","mode":"TEST","invoicing":"ON_REQUEST","returnOrigins":["https://shop.example"],"seller":{"legalName":"Tea House","taxId":"91310000","address":"1 Bund"}}' | jq -r .id)
  made=$(credential '{"type":"SECRET"}')
  merchant_login=$(echo "$made" | jq -r '.id + ":" + .secret')
  account=$(call "$merchant_login" POST /accounts "{\"customerId\":\"$order\",\"currency\":\"CNY\"}" | jq -r .id)
  call "$merchant_login" POST "/accounts/$account/deposits" "{\"depositId\":\"$order\",\"amount\":1000}" >"$reports/deposit.json"
}

make_targets() {
  make_merchant
  made=$(payment paid)
  paid=$(echo "$made" | jq -r .id)
  curl -sS --fail-with-body -o /dev/null -H 'Content-Type: application/json' \
    -H "Authorization: PaymentKey $(echo "$made" | jq -r .paymentKey)" \
    --data '{"channel":"BALANCE"}' "$api/payments/$paid/confirmation"
  refund=$(call "$merchant_login" POST "/payments/$paid/refunds" "{\"refundId\":\"$order\",\"amount\":1}" | jq -r .id)
  made=$(payment open)
  open=$(echo "$made" | jq -r .id)
  key=$(echo "$made" | jq -r .paymentKey)
  idle=$(payment idle | jq -r .id)
  cursor=$(call "$merchant_login" GET '/payments?limit=1' | jq -r .nextCursor)
  made=$(credential '{"type":"SECRET","scopes":["settings","read"]}')
  settings_login=$(echo "$made" | jq -r '.id + ":" + .secret')
  rotated=$(credential '{"type":"SECRET"}' | jq -r .id)
  revoked=$(credential '{"type":"SECRET"}' | jq -r .id)
  hash=$(call "$operator_login" GET /audit/verification | jq -r .head.hash)
  configuration=$(call "$operator_login" POST "/merchants/$merchant/channel-configurations" '{"channel":"TEST"}' | jq -r .id)
  attempt=$(call "$operator_login" GET "/merchants/$merchant/payments/$paid/attempts" | jq -r '.items[0].id')
  event=$(call "$merchant_login" GET "/payments/$paid" | jq -r .id)
}

filled() {
  sed -e "s|{order}|$order|g; s|{account}|$account|g; s|{merchant}|$merchant|g; s|{paid}|$paid|g" \
    -e "s|{open}|$open|g; s|{idle}|$idle|g; s|{cursor}|$cursor|g; s|{rotated}|$rotated|g" \
    -e "s|{revoked}|$revoked|g; s|{hash}|$hash|g; s|{event}|$event|g; s|{key}|$key|g" \
    -e "s|{configuration}|$configuration|g; s|{attempt}|$attempt|g; s|{refund}|$refund|g"
}

authorization() {
  case $1 in
    merchant) login=$merchant_login ;;
    operator) login=$operator_login ;;
    settings) login=$settings_login ;;
    phone) echo "Authorization: PaymentKey $key" && return ;;
    nobody) return ;;
    *) echo "scan: no caller is named $1" >&2 && exit 2 ;;
  esac
  echo "Authorization: Basic $(printf %s "$login" | base64 | tr -d '\n')"
}

# --- every route of the contract -----------------------------------------------------------------

# Paths stand at two spaces, methods at four: the contract's own tests hold its form.
contract_routes() {
  curl -sS --fail "$api/openapi" | awk '
    /^[a-z]/ { paths = ($1 == "paths:") }
    paths && /^  \// { path = $1; sub(/:$/, "", path) }
    paths && /^    (get|post|put|patch|delete):/ { m = $1; sub(/:/, "", m); print toupper(m), path }' | sort -u
}

# The contract's route behind each attacked line: of those that fit, the one with most literal parts.
attacked_routes() {
  grep -v '^#' "$here/routes.txt" | cut -d'|' -f2,3 | sed 's/|/ /; s/\*//g' |
    awk 'NR == FNR { fit = $2; free[NR] = gsub(/{[^}]*}/, "[^/]+", fit); route[NR] = $0
        method[NR] = $1; form[NR] = "^" fit "$"; routes = NR; next }
      { best = 0
        for (i = 1; i <= routes; i++)
          if (method[i] == $1 && $2 ~ form[i] && (!best || free[i] < free[best])) best = i
        print best ? route[best] : $0 }' "$reports/contract.routes" - | sort -u
}

check_routes() {
  contract_routes >"$reports/contract.routes"
  attacked_routes >"$reports/attacked.routes"
  [ -s "$reports/contract.routes" ] || failed "the contract has no routes"
  if ! diff "$reports/contract.routes" "$reports/attacked.routes" >"$reports/routes.diff"; then
    cat "$reports/routes.diff"
    failed "routes.txt and the contract name different routes"
  fi
}

# --- what the server counted ---------------------------------------------------------------------

# Answers of resources, as "METHOD route status count"; what no resource answered is not in it.
counted() {
  curl -sS --fail -u "$operator_login" "${api%/api/v1}/metrics" |
    sed -n 's/^kassa_http_requests_seconds_count{\(.*\)} \([0-9.E]*\)$/\1,\2/p' |
    awk -F'"' '{ for (i = 1; i < NF; i += 2) { n = $i; gsub(/[,=]/, "", n); v[n] = $(i + 1) }
      c = $NF; sub(/^,*/, "", c); printf "%s %s %s %.0f\n", v["method"], v["route"], v["status"], c }'
}

# before, after: a line per route with requests and kinds of answers
difference() {
  awk 'NR == FNR { old[$1 " " $2 " " $3] = $4; next }
    { n = $4 - old[$1 " " $2 " " $3]; r = $1 " " $2; if (n > 0) { all[r] += n; kind[r, substr($3, 1, 1)] += n } }
    END { for (r in all) printf "%-7s %-55s %7d %7d %7d %4d\n", substr(r, 1, index(r, " ") - 1),
      substr(r, index(r, " ") + 1), all[r], kind[r, 2], kind[r, 4], kind[r, 5] }' "$1" "$2" | sort -k2,2 -k1,1
}

judge_counts() {
  printf '%-7s %-55s %7s %7s %7s %4s\n' method route answers 2xx 4xx 5xx
  cat "$1"
  awk '{ print $1, $2 }' "$1" | sort -u >"$reports/reached.routes"
  while read -r route; do
    grep -qxF "$route" "$reports/reached.routes" || failed "not reached: $route"
  done <"$reports/contract.routes"
  awk '$6 > 0 { print $1, $2 }' "$1" >"$reports/broken.routes"
  [ ! -s "$reports/broken.routes" ] || failed "5xx on: $(tr '\n' ',' <"$reports/broken.routes")"
}

# --- sqlmap --------------------------------------------------------------------------------------

# caller, method, path, query, headers (;; between), body
request_file() {
  host=${api#*://}
  host=${host%%/*}
  {
    printf '%s %s%s HTTP/1.1\r\nHost: %s\r\n' "$2" "${api#*://"$host"}$3" "${4:+?$4}" "$host"
    authorization "$1" | sed 's/$/\r/'
    printf '%s\n' "$5" | sed 's/;;/\n/g' | sed '/^$/d; s/$/\r/'
    # sqlmap would else send a form's type, which is refused before anything is looked at
    [ "$2" = GET ] || printf 'Content-Type: application/json\r\n'
    printf '\r\n%s' "$6"
  }
}

run_sqlmap() {
  rm -rf "$reports/sqlmap" "$reports/requests"
  mkdir -p "$reports/sqlmap" "$reports/requests"
  number=0
  places=0
  grep -v '^#' "$here/routes.txt" | filled >"$reports/lines"
  while IFS='|' read -r caller method path query headers body; do
    number=$((number + 1))
    request=$reports/requests/$number
    request_file "$caller" "$method" "$path" "$query" "$headers" "$body" >"$request"
    stars=$(printf '%s' "$path$query$headers$body" | tr -cd '*' | wc -c)
    places=$((places + stars))
    sqlmap -r "$request" --batch --ignore-stdin --disable-coloring --flush-session --skip-waf --ignore-code=401,404 \
      --dbms=PostgreSQL --technique=BEUST --time-sec=2 --level=1 --risk=1 --timeout=20 --retries=0 \
      --output-dir="$reports/sqlmap" </dev/null >"$request.log" 2>&1 ||
      failed "sqlmap ended with an error on $method $path, see $request.log"
    if grep -q 'identified the following injection point' "$request.log"; then
      failed "injection: $method $path"
      grep -A3 '^Parameter: ' "$request.log"
    elif ! grep -q 'do not appear to be injectable' "$request.log"; then
      failed "sqlmap tested nothing on $method $path, see $request.log"
    fi
  done <"$reports/lines"
  say "sqlmap attacked $places places in $number requests"
}

# --- wapiti --------------------------------------------------------------------------------------

# No module that calls a host outside (ssrf, xxe, wapp, nikto), none for forms (csrf, brute force).
modules=backup,blindsql,cookieflags,crlf,csp,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss

# Wapiti of this version knows no contract and no JSON body: it is given each route's address.
run_wapiti() {
  for who in nobody merchant settings phone operator; do
    set --
    while IFS='|' read -r caller method path query headers body; do
      [ "$caller" = "$who" ] && [ "$method" = GET ] || continue
      [ "$query" != 'unknown=1*' ] || query='unknown=1'
      set -- "$@" -s "$(printf '%s' "$api$path${query:+?$query}" | tr -d '*')"
    done <"$reports/lines"
    [ $# -gt 0 ] || continue
    header=$(authorization "$who")
    rm -rf "$reports/wapiti"
    wapiti -u "$api/" "$@" ${header:+-H "$header"} -m "$modules" -d 1 --scope folder -t 20 -v 1 \
      --max-scan-time 120 --flush-session --no-bugreport --store-session "$reports/wapiti" \
      -f json -o "$reports/wapiti.$who.json" </dev/null >"$reports/wapiti.$who.log" 2>&1 ||
      failed "wapiti ended with an error as $who, see $reports/wapiti.$who.log"
    jq -r '(.vulnerabilities, .anomalies) | to_entries[] | .key as $k | .value[]
        | "\(.level) \($k): \(.method) \(.path) \(.parameter // "") \(.info)"' \
      "$reports/wapiti.$who.json" | sort -u >"$reports/wapiti.$who.findings"
    say "wapiti as $who: $(wc -l <"$reports/wapiti.$who.findings") findings"
    cat "$reports/wapiti.$who.findings"
    ! grep -q '^[2-9]' "$reports/wapiti.$who.findings" || failed "wapiti found more than a note as $who"
  done
}

# --- the run -------------------------------------------------------------------------------------

make_targets
check_routes
counted >"$reports/before"
say "sqlmap, from $(date -u +%FT%TZ)"
run_sqlmap
counted >"$reports/between"
difference "$reports/before" "$reports/between" >"$reports/sqlmap.counts"
judge_counts "$reports/sqlmap.counts"
say "wapiti, from $(date -u +%FT%TZ)"
run_wapiti
counted >"$reports/after"
difference "$reports/between" "$reports/after" >"$reports/wapiti.counts"
printf '%-7s %-55s %7s %7s %7s %4s\n' method route answers 2xx 4xx 5xx
cat "$reports/wapiti.counts"
! awk '$6 > 0' "$reports/wapiti.counts" | grep -q . || failed "5xx under wapiti"
say "ended $(date -u +%FT%TZ) with $failures failures; reports in $reports"
[ "$failures" -eq 0 ]
