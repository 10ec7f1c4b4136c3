package io.kinesistrace.classpath;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.kinesistrace.Spans;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** Faults of an application's OpenTelemetry or logging. Each error message quotes text that no log may contain. */
enum Fault {
    CURRENT_CONTEXT_THROWS {
        @Override
        Scope install() {
            ContextStorage.addWrapper(storage -> new ContextStorage() {
                @Override
                public Scope attach(Context context) {
                    return storage.attach(context);
                }

                @Override
                public Context current() {
                    throw failure();
                }
            });
            return Scope.noop();
        }
    },
    CONTEXT_THROWS {
        @Override
        Scope install() {
            return new Context() {
                @Override
                public <V> V get(ContextKey<V> key) {
                    throw failure();
                }

                @Override
                public <V> Context with(ContextKey<V> key, V value) {
                    return this;
                }
            }.makeCurrent();
        }
    },
    SPAN_THROWS {
        @Override
        Scope install() {
            return Context.root().with(failing(Span.class)).makeCurrent();
        }
    },
    GARBAGE_IDS {
        @Override
        Scope install() {
            return Context.root().with(Span.wrap(new GarbageIds())).makeCurrent();
        }
    },
    LOGGING_THROWS {
        @Override
        Scope install() {
            LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
            logging.addTurboFilter(new TurboFilter() {
                @Override
                public FilterReply decide(
                        Marker marker,
                        Logger logger,
                        Level level,
                        String format,
                        Object[] arguments,
                        Throwable thrown) {
                    if (logger.getName().startsWith("io.kinesistrace")) {
                        throw failure();
                    }
                    return FilterReply.NEUTRAL;
                }
            });
            return SPAN_THROWS.install();
        }
    },
    METER_THROWS {
        @Override
        Scope install() {
            GlobalOpenTelemetry.set(failing(OpenTelemetry.class));
            return Spans.contextOf(Spans.SPAN).makeCurrent();
        }
    };

    /** Causes the fault in this thread or process. */
    abstract Scope install();

    /** An exception, or an error if the application was started with that option. */
    private static RuntimeException failure() {
        String message = "failed on " + PutApplication.KEY + ' ' + PutApplication.PAYLOAD;
        if (Boolean.getBoolean(FaultyApplication.ERROR)) {
            throw new AssertionError(message);
        }
        return new IllegalStateException(message);
    }

    /** An instance whose methods all throw, except the one that stores a span in a context. */
    private static <T> T failing(Class<T> type) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("storeInContext")) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            throw failure();
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Claims to be valid. */
    private static final class GarbageIds implements SpanContext {
        @Override
        public String getTraceId() {
            return PutApplication.KEY;
        }

        @Override
        public String getSpanId() {
            return "\ud800";
        }

        @Override
        public TraceFlags getTraceFlags() {
            return TraceFlags.getSampled();
        }

        @Override
        public TraceState getTraceState() {
            return TraceState.getDefault();
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public boolean isRemote() {
            return true;
        }
    }
}
