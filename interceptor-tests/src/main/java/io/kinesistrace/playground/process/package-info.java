/** Programs that run as child processes and end with this one. */
package io.kinesistrace.playground.process;
