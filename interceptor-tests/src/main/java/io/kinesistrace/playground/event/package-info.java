/** The two applications: one puts events, the other handles them. */
package io.kinesistrace.playground.event;
