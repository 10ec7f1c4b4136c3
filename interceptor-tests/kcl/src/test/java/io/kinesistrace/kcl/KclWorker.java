package io.kinesistrace.kcl;

import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.coordinator.CoordinatorConfig;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.retrieval.RetrievalConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/** A worker of the Kinesis Client Library in its usual configuration, but with intervals of seconds instead of minutes. */
final class KclWorker implements AutoCloseable {
    private static final int RECORDS_AT_ONCE = 200;

    private final Scheduler scheduler;

    KclWorker(ConfigsBuilder configs, KinesisAsyncClient kinesis) {
        this.scheduler = scheduler(configs, kinesis);
    }

    static Scheduler scheduler(ConfigsBuilder configs, KinesisAsyncClient kinesis) {
        return new Scheduler(
                configs.checkpointConfig(),
                coordinator(configs.coordinatorConfig()),
                leases(configs.leaseManagementConfig()),
                configs.lifecycleConfig(),
                configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                configs.processorConfig(),
                polling(configs.retrievalConfig(), kinesis));
    }

    private static CoordinatorConfig coordinator(CoordinatorConfig config) {
        return config.schedulerInitializationBackoffTimeMillis(200)
                .parentShardPollIntervalMillis(500)
                .shardConsumerDispatchPollIntervalMillis(50);
    }

    private static LeaseManagementConfig leases(LeaseManagementConfig config) {
        config.workerUtilizationAwareAssignmentConfig()
                .disableWorkerMetrics(true)
                .inMemoryWorkerMetricsCaptureFrequencyMillis(500)
                .workerMetricsReporterFreqInMillis(1000);
        return config.failoverTimeMillis(3000)
                .leaseAssignmentIntervalMillis(1000L)
                .shardSyncIntervalMillis(2000)
                .dynamoDbLockBasedLeaderLeaseDurationInMillis(3000)
                .dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(500);
    }

    private static RetrievalConfig polling(RetrievalConfig config, KinesisAsyncClient kinesis) {
        PollingConfig polling = new PollingConfig(kinesis).maxRecords(RECORDS_AT_ONCE);
        polling.idleTimeBetweenReadsInMillis(200);
        return config.retrievalSpecificConfig(polling);
    }

    /** Runs until it is closed or its process ends. */
    void run() {
        scheduler.run();
    }

    KclWorker start() {
        new Thread(this::run, "kcl-worker").start();
        return this;
    }

    @Override
    public void close() {
        scheduler.shutdown();
    }
}
