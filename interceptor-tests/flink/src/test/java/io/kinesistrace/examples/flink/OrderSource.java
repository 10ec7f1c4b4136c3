package io.kinesistrace.examples.flink;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/** Emits orders one after the other. On request, it fails once, after a checkpoint with some of the orders is complete and more have been emitted. */
final class OrderSource implements SourceFunction<String>, CheckpointedFunction, CheckpointListener {
    static final int ORDERS = 200;
    static final String RESTORED = "restored at order ";

    private static final long serialVersionUID = 1L;
    private static final int AFTER_CHECKPOINT = 5;
    private static final long PAUSE_NANOS = 10_000_000;
    private static final AtomicBoolean FAILED = new AtomicBoolean();

    private final boolean failing;
    private transient ListState<Integer> checkpointed;
    private transient volatile int failFrom;
    private transient volatile boolean cancelled;
    private int next;

    OrderSource(boolean failing) {
        this.failing = failing;
    }

    @Override
    public void run(SourceContext<String> context) {
        while (next < ORDERS && !cancelled) {
            synchronized (context.getCheckpointLock()) {
                if (failFrom > 0 && next >= failFrom && FAILED.compareAndSet(false, true)) {
                    throw new IllegalStateException("Fails once, at order " + next);
                }
                if (!waitsForCheckpoint()) {
                    context.collect("order-" + next++);
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean waitsForCheckpoint() {
        return failing && next == ORDERS / 2 && failFrom == 0 && !FAILED.get();
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        if (failing && next > 0 && failFrom == 0) {
            failFrom = next + AFTER_CHECKPOINT;
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        checkpointed.clear();
        checkpointed.add(next);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        checkpointed = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("next", Integer.class));
        for (int restored : checkpointed.get()) {
            next = restored;
            System.out.println(RESTORED + restored);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
