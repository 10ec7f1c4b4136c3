package io.kinesistrace.kcl;

import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.leases.LeaseCleanupManager;
import software.amazon.kinesis.leases.ShardInfo;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/**
 * Makes a worker take over a shard, without a server, and prints who asks the application for a record processor. Argument: whether the
 * application traces itself.
 */
public final class TakingUpApplication {
    static final String ASKED_BY = "asked by ";
    static final String TRACES_BY_ITSELF = "traces-by-itself";

    private TakingUpApplication() {}

    public static void main(String[] args) throws Exception {
        URI nowhere = URI.create("http://localhost:1");
        ShardRecordProcessorFactory factory = TakingUpApplication::processor;
        try (LocalClients clients = LocalClients.of(nowhere, nowhere)) {
            ConfigsBuilder configs = new ConfigsBuilder(
                    new SingleStreamTracker("orders"),
                    "taking-up",
                    clients.kinesis(),
                    clients.dynamoDb(),
                    clients.cloudWatch(),
                    "worker",
                    List.of(args).contains(TRACES_BY_ITSELF) ? Ours.trace(factory) : factory);
            takeUp(KclWorker.scheduler(configs, clients.kinesis()));
        }
        // A scheduler has threads that never end, even if it is not running.
        System.exit(0);
    }

    /** Does what the scheduler does when it gets a lease. */
    private static void takeUp(Scheduler scheduler) throws Exception {
        Method takeUp = Scheduler.class.getDeclaredMethod(
                "buildConsumer", ShardInfo.class, ShardRecordProcessorFactory.class, LeaseCleanupManager.class);
        takeUp.setAccessible(true);
        ShardInfo shard =
                new ShardInfo("shardId-000000000000", "token", List.of(), ExtendedSequenceNumber.TRIM_HORIZON);
        try {
            takeUp.invoke(
                    scheduler,
                    shard,
                    scheduler.processorConfig().shardRecordProcessorFactory(),
                    scheduler.leaseCleanupManager());
        } catch (InvocationTargetException enough) {
            if (!(enough.getCause() instanceof Asked)) {
                throw enough;
            }
        }
    }

    private static ShardRecordProcessor processor() {
        Stream.of(new Throwable().getStackTrace())
                .map(StackTraceElement::getClassName)
                .filter(name -> name.contains("TracingProcessorFactory"))
                .distinct()
                .forEach(name -> System.out.println(ASKED_BY + name));
        throw new Asked();
    }

    /** Ends the scheduler's call once the application was asked. */
    private static final class Asked extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A class of its own, because our library may be missing. */
    private static final class Ours {
        static ShardRecordProcessorFactory trace(ShardRecordProcessorFactory factory) {
            return KclTelemetry.create(KinesisConsumerTelemetry.create(OpenTelemetry.noop()))
                    .trace(factory);
        }
    }
}
