package io.kinesistrace.samples;

import java.net.URI;
import java.util.Map;

/** The endpoint of an AWS SDK client that is configured only by the environment. */
final class DefaultKinesis {
    private final Map<String, String> properties;

    DefaultKinesis(URI endpoint) {
        this.properties = Map.of(
                "aws.endpointUrlKinesis", endpoint.toString(),
                "aws.region", "us-east-1",
                "aws.accessKeyId", "samples",
                "aws.secretAccessKey", "none");
    }

    void set() {
        properties.forEach(System::setProperty);
    }

    void clear() {
        properties.keySet().forEach(System::clearProperty);
    }
}
