package io.kinesistrace.examples.boot;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Contains no code for tracing. */
@RestController
class OrdersController {
    private final KinesisClient kinesis;

    OrdersController(KinesisClient kinesis) {
        this.kinesis = kinesis;
    }

    @PutMapping("/orders/{order}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void accept(@PathVariable String order, @RequestBody String content) {
        kinesis.putRecord(put -> put.streamName("orders").partitionKey(order).data(SdkBytes.fromUtf8String(content)));
    }
}
