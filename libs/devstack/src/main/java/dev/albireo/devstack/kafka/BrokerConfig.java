package dev.albireo.devstack.kafka;

import java.nio.file.Path;
import java.util.Optional;

/** The settings of a single small node that is both broker and controller. */
record BrokerConfig(int port, int controllerPort, Path folder, Optional<TlsListener> tls) {
    /** The same for every stack: no other node ever joins one. */
    static final String CLUSTER_ID = "YWxiaXJlby1kZXZzdGFjaw";

    String text() {
        return """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%4$s
            advertised.listeners=BROKER://127.0.0.1:%1$d%4$s
            listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,TLS:SSL
            %5$s
            inter.broker.listener.name=BROKER
            controller.listener.names=CONTROLLER
            log.dirs=%3$s

            # One node: nothing can be replicated, and no other node is waited for.
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=3
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=3
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            share.coordinator.state.topic.num.partitions=1
            group.initial.rebalance.delay.ms=0

            # A broker that was killed may come back after this time; the controller believes in the old one until then.
            broker.session.timeout.ms=3000
            broker.heartbeat.interval.ms=500

            # Small: few threads, small files, and an undeclared topic is a mistake.
            auto.create.topics.enable=false
            num.network.threads=2
            num.io.threads=2
            num.recovery.threads.per.data.dir=1
            log.cleaner.dedupe.buffer.size=2097152
            log.segment.bytes=16777216
            log.index.size.max.bytes=1048576
            """.formatted(
                        port,
                        controllerPort,
                        folder,
                        tls.map(listener -> ",TLS://" + listener.address()).orElse(""),
                        tls.map(TlsListener::text).orElse(""));
    }
}
