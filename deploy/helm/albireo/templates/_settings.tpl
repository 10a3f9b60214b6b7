{{/*
The settings of all services as YAML: those that follow from other values, and .Values.settings, which wins.
*/}}
{{- define "albireo.commonSettings" -}}
{{- $ports := include "albireo.ports" . | fromYaml -}}
{{- $derived := dict
  "ALBIREO_ISSUER" .Values.issuer
  "ALBIREO_OAUTH_URL" (printf "http://oauth:%v" $ports.oauth.http)
  "ALBIREO_CREDENTIALS_URL" (printf "http://credentials:%v" $ports.credentials.http)
  "ALBIREO_WEBHOOKS_URL" (printf "http://webhooks:%v" $ports.webhooks.http)
  "ALBIREO_SECRETS_DIRECTORY" "/etc/albireo/secrets"
  "QUARKUS_FLYWAY_MIGRATE_AT_START" "false"
  "QUARKUS_FLYWAY_VALIDATE_AT_START" "true"
  "KAFKA_BOOTSTRAP_SERVERS" .Values.kafka.bootstrapServers
  "KAFKA_SSL_TRUSTSTORE_TYPE" "PEM"
  "KAFKA_SSL_TRUSTSTORE_LOCATION" "/etc/albireo/kafka-ca/ca.crt"
-}}
{{- if .Values.postgresql.tls -}}
{{- $_ := set $derived "QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE" "verify-full" -}}
{{- $_ := set $derived "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM" "true" -}}
{{- $_ := set $derived "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS" "/etc/albireo/postgres-ca/ca.crt" -}}
{{- end -}}
{{- if .Values.tracing.enabled -}}
{{- $_ := set $derived "QUARKUS_OTEL_SDK_DISABLED" "false" -}}
{{- $_ := set $derived "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT" .Values.tracing.endpoint -}}
{{- $_ := set $derived "QUARKUS_OTEL_TRACES_SAMPLER_ARG" .Values.tracing.sampling -}}
{{- end -}}
{{- merge (deepCopy .Values.settings) $derived | toYaml -}}
{{- end }}

{{/* The settings of the service `name` as YAML. */}}
{{- define "albireo.serviceSettings" -}}
{{- $ports := index (include "albireo.ports" .root | fromYaml) .name -}}
{{- $service := index .root.Values.services .name -}}
{{- $database := printf "postgresql://%s:%v/%s" $service.database.host .root.Values.postgresql.port $service.database.name -}}
{{- $derived := dict
  "QUARKUS_HTTP_PORT" ($ports.http | toString)
  "QUARKUS_MANAGEMENT_PORT" ($ports.management | toString)
  "QUARKUS_DATASOURCE_REACTIVE_URL" $database
  "QUARKUS_DATASOURCE_JDBC_URL" (printf "jdbc:%s" $database)
-}}
{{- if .root.Values.mail.enabled -}}
{{- if eq .name "credentials" -}}
{{- $_ := set $derived "ALBIREO_MAIL_ENABLED" "true" -}}
{{- else if eq .name "webhooks" -}}
{{- $_ := set $derived "QUARKUS_MAILER_HOST" .root.Values.mail.host -}}
{{- $_ := set $derived "QUARKUS_MAILER_PORT" (.root.Values.mail.port | toString) -}}
{{- $_ := set $derived "QUARKUS_MAILER_START_TLS" "REQUIRED" -}}
{{- $_ := set $derived "QUARKUS_MAILER_FROM" .root.Values.mail.from -}}
{{- end -}}
{{- end -}}
{{- merge (deepCopy $service.settings) $derived | toYaml -}}
{{- end }}

{{/* The settings of the migration of the service `name` as YAML: both of the above, and what makes it migrate and end. */}}
{{- define "albireo.migrationSettings" -}}
{{- $service := include "albireo.serviceSettings" . | fromYaml -}}
{{- $common := include "albireo.commonSettings" .root | fromYaml -}}
{{- /* Validation at start runs before the migration and would refuse an empty database; the migration itself validates what is applied. */ -}}
{{- $migrates := dict
  "QUARKUS_FLYWAY_MIGRATE_AT_START" "true"
  "QUARKUS_FLYWAY_VALIDATE_AT_START" "false"
  "QUARKUS_INIT_AND_EXIT" "true"
-}}
{{- merge $migrates $service $common | toYaml -}}
{{- end }}

{{/* The volume with the keys and shared secrets of the service `name`, and name and password of its database role; each file is a variable. */}}
{{- define "albireo.secrets" -}}
{{- $secrets := (index .root.Values.services .name).secrets -}}
- name: secrets
  projected:
    sources:
      - secret: {name: {{ $secrets.settings }}}
      - secret:
          name: {{ $secrets.database }}
          items:
            - {key: username, path: QUARKUS_DATASOURCE_USERNAME}
            - {key: password, path: QUARKUS_DATASOURCE_PASSWORD}
{{- end }}

{{/* The volume with the CA of the PostgreSQL server of the service `name`, and where it is mounted. */}}
{{- define "albireo.postgresCa" -}}
{{- if .root.Values.postgresql.tls -}}
- name: postgres-ca
  secret: {secretName: {{ (index .root.Values.services .name).secrets.databaseCa }}, items: [{key: ca.crt, path: ca.crt}]}
{{- end }}
{{- end }}

{{- define "albireo.postgresCaMount" -}}
{{- if .root.Values.postgresql.tls -}}
- {name: postgres-ca, mountPath: /etc/albireo/postgres-ca, readOnly: true}
{{- end }}
{{- end }}
