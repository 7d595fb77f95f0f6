#!/bin/sh
# What Payara Full and Payara Micro are told alike: the commands that make resources. setup.sh here and
# docker/micro/start.sh read it, and set $here to their own directory before; it does nothing by itself.

. "$here/../server.sh"

# --- values -------------------------------------------------------------------------------------

read_secrets KASSA_ADMIN_PASSWORD KASSA_MASTER_PASSWORD KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD \
  KASSA_KEYSTORE_PASSWORD KASSA_OPERATOR_PASSWORD KASSA_AUDITOR_PASSWORD KASSA_MAIL_PASSWORD
read_values

# What the server gets no need of in its environment, and shows in its crash reports.
forget_secrets() {
  unset KASSA_ADMIN_PASSWORD KASSA_MASTER_PASSWORD KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD \
    KASSA_KEYSTORE_PASSWORD KASSA_OPERATOR_PASSWORD KASSA_AUDITOR_PASSWORD KASSA_MAIL_PASSWORD
}

# Passwords reach asadmin by files of mode 600 and keytool by the environment: never by arguments,
# which every user of the machine may read. `admin_passwords`, of the script that reads this one,
# prints those of the administrator, if there is one.
password_file() {
  {
    admin_passwords
    [ $# -eq 1 ] || printf '%s=%s\n' "$2" "$3"
  } >"$work/$1"
}

# --- commands -----------------------------------------------------------------------------------

S=configs.config.server-config

# A `create` fails where the thing exists already, and that is fine: what follows it (`set`,
# `update`, `get`) fails unless it exists.
#
# A listener of requests. Nothing speaks WebSocket, and its filter would log the headers of every
# request at FINE, proofs and all.
listener_commands() {
  listener=$S.network-config.network-listeners.network-listener.$1
  http=$S.network-config.protocols.protocol.$1.http
  cat <<END
set $listener.address=$http_address
set $http.max-connections=-1
set $http.connection-upload-timeout-millis=10000
set $http.request-timeout-seconds=60
set $http.max-post-size-bytes=1048576
set $http.max-form-post-size-bytes=65536
set $http.header-buffer-length-bytes=8192
set $http.max-request-headers=100
set $http.server-header=false
set $http.xpowered-by=false
set $http.websockets-support-enabled=false
set $http.cookie-same-site-enabled=true
set $http.cookie-same-site-value=Strict
END
}

thread_commands() {
  cat <<END
set $S.thread-pools.thread-pool.http-thread-pool.min-thread-pool-size=$http_threads
set $S.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=$http_threads
END
}

transaction_commands() {
  cat <<END
set $S.transaction-service.timeout-in-seconds=30
set $S.transaction-service.automatic-recovery=true
set $S.transaction-service.property.use-last-agent-optimization=false
END
}

secret_commands() {
  alias_command kassa.keystore.password "$KASSA_KEYSTORE_PASSWORD"
  alias_command kassa.db.password "$KASSA_DB_PASSWORD"
  alias_command kassa.db.owner.password "$KASSA_DB_OWNER_PASSWORD"
  user_command "$operator_user" "$KASSA_OPERATOR_PASSWORD" payment-operator:payment-auditor
  [ -z "$auditor_password" ] || user_command "$auditor_user" "$auditor_password" payment-auditor
}

alias_command() {
  password_file "alias.$1" AS_ADMIN_ALIASPASSWORD "$2"
  echo "create-password-alias --passwordfile $work/alias.$1 $1"
  echo "update-password-alias --passwordfile $work/alias.$1 $1"
}

user_command() {
  password_file "user.$1" AS_ADMIN_USERPASSWORD "$2"
  echo "create-file-user --passwordfile $work/user.$1 --groups $3 $1"
  echo "update-file-user --passwordfile $work/user.$1 --groups $3 $1"
}

config_commands() {
  config_command kassa.publicUrl "$public_url"
  config_command kassa.keystore.path "$keystore"
  config_command kassa.operator.port "$operator_port"
  if [ -n "$mail_host" ]; then
    config_command kassa.mail.enabled true
  else
    config_command kassa.mail.enabled false
  fi
  printf '%s\n' "$extra_config" | while IFS='=' read -r name value; do
    [ -z "$name" ] || config_command "$name" "$value"
  done
}

config_command() {
  echo "set-config-property --source=domain --propertyName=$1 --propertyValue=\"$2\""
}

# name, JNDI name, user, password alias, connections, steady, socketTimeout in seconds
#
# The isolation level is the role's (roles.sql). With one named here, the server asks the database
# for the level whenever a connection comes back: a round trip more for each transaction.
pool_commands() {
  p=resources.jdbc-connection-pool.$1
  cat <<END
create-jdbc-connection-pool --restype javax.sql.DataSource --datasourceclassname org.postgresql.ds.PGSimpleDataSource --steadypoolsize $6 --maxpoolsize $5 $1
set $p.steady-pool-size=$6
set $p.max-pool-size=$5
set $p.max-wait-time-in-millis=2000
set $p.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation
set $p.connection-validation-method=custom-validation
set $p.is-connection-validation-required=true
set $p.validate-atmost-once-period-in-seconds=1
set $p.fail-all-connections=true
set $p.transaction-isolation-level=
set $p.wrap-jdbc-objects=false
set $p.property.serverName=$db_host
set $p.property.portNumber=$db_port
set $p.property.databaseName=$db_name
set $p.property.user=$3
set $p.property.password=\${ALIAS=$4}
set $p.property.applicationName=$1
set $p.property.connectTimeout=3
set $p.property.socketTimeout=$7
set $p.property.tcpKeepAlive=true
set $p.property.stringType=unspecified
set $p.property.logServerErrorDetail=false
create-jdbc-resource --connectionpoolid $1 $2
set resources.jdbc-resource.$2.pool-name=$1
END
}

executor_commands() {
  m=resources.managed-executor-service.concurrent/kassaChannel
  w=resources.managed-executor-service.concurrent/kassaWebhook
  d=resources.managed-executor-service.concurrent/kassaDrawing
  s=resources.managed-scheduled-executor-service.concurrent/kassaScheduler
  cat <<END
create-managed-executor-service --corepoolsize $channel_threads --maximumpoolsize $channel_threads --taskqueuecapacity 1000 concurrent/kassaChannel
set $m.maximum-pool-size=$channel_threads
set $m.core-pool-size=$channel_threads
set $m.task-queue-capacity=1000
create-managed-executor-service --corepoolsize $webhook_threads --maximumpoolsize $webhook_threads --taskqueuecapacity 4000 concurrent/kassaWebhook
set $w.maximum-pool-size=$webhook_threads
set $w.core-pool-size=$webhook_threads
set $w.task-queue-capacity=4000
create-managed-executor-service --corepoolsize $drawing_threads --maximumpoolsize $drawing_threads --taskqueuecapacity 100 concurrent/kassaDrawing
set $d.maximum-pool-size=$drawing_threads
set $d.core-pool-size=$drawing_threads
set $d.task-queue-capacity=100
create-managed-scheduled-executor-service --corepoolsize 4 concurrent/kassaScheduler
set $s.core-pool-size=4
END
}

# The application asks for the session whether or not there is a mail server, so there is always one.
# A password that is no longer wanted is forgotten; a step that takes longer than its time is given
# up, and the outbox comes back to it. The name of a server is compared with its certificate.
mail_commands() {
  m=resources.mail-resource.mail/kassa
  auth=false
  password=
  if [ -n "$mail_user" ]; then
    auth=true
    password='${ALIAS=kassa.mail.password}'
    alias_command kassa.mail.password "$mail_password"
  fi
  starttls=false
  tls=false
  [ "$mail_tls" != starttls ] || starttls=true
  [ "$mail_tls" != tls ] || tls=true
  cat <<END
create-javamail-resource --mailhost localhost --mailuser kassa --fromaddress kassa@localhost mail/kassa
set $m.host=${mail_host:-localhost}
set $m.from=${mail_from:-kassa@localhost}
set $m.user=${mail_user:-kassa}
set $m.auth=$auth
set $m.password=$password
set $m.property.mail-smtp-port=$mail_port
set $m.property.mail-smtp-starttls-enable=$starttls
set $m.property.mail-smtp-starttls-required=$starttls
set $m.property.mail-smtp-ssl-enable=$tls
set $m.property.mail-smtp-ssl-checkserveridentity=true
set $m.property.mail-smtp-connectiontimeout=5000
set $m.property.mail-smtp-timeout=10000
set $m.property.mail-smtp-writetimeout=10000
set $m.property.mail-smtp-quitwait=false
END
}
