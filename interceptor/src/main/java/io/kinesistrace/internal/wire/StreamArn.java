package io.kinesistrace.internal.wire;

/**
 * The two kinds of ARN that name a stream.
 *
 * <pre>{@code
 * arn:aws:kinesis:eu-west-1:123456789012:stream/orders                                a stream
 * arn:aws:kinesis:eu-west-1:123456789012:stream/orders/consumer/billing:1700000000    one of its consumers
 * }</pre>
 */
public final class StreamArn {
    private static final String RESOURCE = ":stream/";
    private static final char DELIMITER = '/';

    private StreamArn() {}

    /** Returns the stream name of an ARN; a name is returned unchanged. */
    public static String streamName(String nameOrArn) {
        int resource = nameOrArn.indexOf(RESOURCE);
        if (resource < 0) {
            return nameOrArn;
        }
        int start = resource + RESOURCE.length();
        int end = nameOrArn.indexOf(DELIMITER, start);
        return end < 0 ? nameOrArn.substring(start) : nameOrArn.substring(start, end);
    }
}
