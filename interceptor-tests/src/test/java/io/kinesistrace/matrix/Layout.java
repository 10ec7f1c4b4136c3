package io.kinesistrace.matrix;

/** How an application is built: its code and the profiles of {@code src/matrix/pom.xml}. */
enum Layout {
    PUT("plain", "put", "first,sdk,api", "kinesis"),
    SHADED("one shaded jar, service files merged", "put", "first,sdk,api,shaded", "kinesis"),
    BOOT("Spring Boot's jar of jars", "put", "first,sdk,api,boot", "kinesis"),
    OTEL_SDK_LAST("opentelemetry-sdk without a BOM, after ours", "put", "first,sdk,otel-sdk", "kinesis"),
    OTEL_SDK_FIRST("opentelemetry-sdk without a BOM, before ours", "put", "sdk,otel-sdk,last", "kinesis"),
    EXTENSION("plain, with the agent extension", "put", "sdk,api", "kinesis"),
    S3("S3 only, no Kinesis module", "s3", "first,sdk,api", "s3"),
    LAMBDA("Lambda only", "lambda", "first,otel-sdk,lambda", ""),
    KCL("Kinesis Client Library only", "kcl", "first,api,kcl", ""),
    KCL_EXTENSION("Kinesis Client Library, with the agent extension", "kcl", "compile-only,api,kcl", "");

    final String text;
    final String code;
    final String profiles;
    /** The AWS SDK module. */
    final String service;

    Layout(String text, String code, String profiles, String service) {
        this.text = text;
        this.code = code;
        this.profiles = profiles;
        this.service = service;
    }
}
