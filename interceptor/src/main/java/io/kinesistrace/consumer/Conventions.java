package io.kinesistrace.consumer;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attribute names of our spans. {@code messaging.*} is still in development in OpenTelemetry's semantic conventions and may change;
 * {@code error.type} is stable; {@code kinesis.trace.*} is ours.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">Semantic conventions for messaging spans</a>
 */
final class Conventions {
    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    static final AttributeKey<String> STREAM = AttributeKey.stringKey("messaging.destination.name");
    static final AttributeKey<String> SHARD = AttributeKey.stringKey("messaging.destination.partition.id");
    static final AttributeKey<String> SEQUENCE_NUMBER = AttributeKey.stringKey("messaging.message.id");
    static final AttributeKey<Long> RECORDS = AttributeKey.longKey("messaging.batch.message_count");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    static final AttributeKey<Long> UNLINKED_RECORDS = AttributeKey.longKey("kinesis.trace.links.dropped");

    /** The conventions define no system for Kinesis; this is the value that other instrumentations use. */
    static final String KINESIS = "aws_kinesis";

    static final String PROCESS = "process";

    private Conventions() {}
}
