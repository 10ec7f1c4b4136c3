/** What an application reports, read without a server. */
package io.kinesistrace.playground.otlp;
