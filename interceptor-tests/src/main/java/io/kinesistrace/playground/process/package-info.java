/** Programs that run beside this one, and end with it. */
package io.kinesistrace.playground.process;
