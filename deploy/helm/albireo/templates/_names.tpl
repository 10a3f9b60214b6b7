{{/* Labels of every object: the one that base sets, and those by which Helm users look for the objects of a release. */}}
{{- define "albireo.labels" -}}
app.kubernetes.io/part-of: albireo
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* The ports of the four services: part of the architecture, not values. */}}
{{- define "albireo.ports" -}}
oauth: {http: 8080, management: 8180}
credentials: {http: 8081, management: 8181}
webhooks: {http: 8082, management: 8182}
admin: {http: 9091, management: 9191}
{{- end }}

{{/* The image of the service `name`. */}}
{{- define "albireo.image" -}}
{{- $image := .root.Values.image -}}
{{- $digest := (index .root.Values.services .name).image.digest -}}
{{ $image.repository }}/{{ .name }}:{{ $image.tag | default .root.Chart.AppVersion }}{{ with $digest }}@{{ . }}{{ end }}
{{- end }}

{{/* The public host: that of the issuer, so that the two cannot differ. */}}
{{- define "albireo.host" -}}
{{ (urlParse .Values.issuer).hostname }}
{{- end }}

{{/* The ports of the Kafka bootstrap servers, as rules of a network policy. */}}
{{- define "albireo.kafkaPorts" -}}
{{- $ports := list -}}
{{- range splitList "," .Values.kafka.bootstrapServers }}{{ $ports = append $ports (regexFind "[0-9]+$" (trim .)) }}{{ end -}}
{{- range uniq $ports }}
- {protocol: TCP, port: {{ . }}}
{{- end }}
{{- end }}

{{/* A rule of egress to public addresses on port 443. */}}
{{- define "albireo.publicAddresses" -}}
- to:
    - ipBlock:
        cidr: 0.0.0.0/0
        except:
          - 0.0.0.0/8
          - 10.0.0.0/8
          - 100.64.0.0/10
          - 127.0.0.0/8
          - 169.254.0.0/16
          - 172.16.0.0/12
          - 192.168.0.0/16
          - 198.18.0.0/15
          - 224.0.0.0/4
          - 240.0.0.0/4
    - ipBlock:
        cidr: 2000::/3
  ports: [{protocol: TCP, port: 443}]
{{- end }}
