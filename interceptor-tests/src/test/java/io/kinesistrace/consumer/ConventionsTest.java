package io.kinesistrace.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.incubating.MessagingIncubatingAttributes;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every attribute of our spans is our own or has the name and type of a semantic convention. */
class ConventionsTest {
    private static final List<AttributeKey<?>> CONVENTIONAL =
            List.of(MessagingIncubatingAttributes.class, ErrorAttributes.class).stream()
                    .flatMap(type -> keysOf(type).stream())
                    .toList();

    @Test
    void attributes_areThoseOfTheConventionsOrOurOwn() {
        assertThat(keysOf(Conventions.class)).hasSizeGreaterThanOrEqualTo(9).allSatisfy(key -> assertThat(
                        CONVENTIONAL.contains(key) || key.getKey().startsWith("kinesis.trace."))
                .as(key.getKey())
                .isTrue());
    }

    @Test
    void operationType_isOneOfTheConventions() {
        assertThat(Conventions.PROCESS)
                .isEqualTo(MessagingIncubatingAttributes.MessagingOperationTypeIncubatingValues.PROCESS);
    }

    /** If the conventions define a value, use it. */
    @Test
    void system_theConventionsDefineNoneForKinesis() {
        assertThat(constants(MessagingIncubatingAttributes.MessagingSystemIncubatingValues.class, String.class))
                .isNotEmpty()
                .noneMatch(system -> system.contains("kinesis"));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<AttributeKey<?>> keysOf(Class<?> type) {
        return (List) constants(type, AttributeKey.class);
    }

    private static <T> List<T> constants(Class<?> owner, Class<T> type) {
        return Arrays.stream(owner.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> type.isAssignableFrom(field.getType()))
                .map(field -> type.cast(valueOf(field)))
                .toList();
    }

    private static Object valueOf(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
