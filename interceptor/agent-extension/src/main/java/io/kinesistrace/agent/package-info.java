/**
 * The extension of the OpenTelemetry Java agent. The classes of this package run in the agent; those of the packages below are injected into
 * the application.
 *
 * <p>Nothing here is called by an application. Strings that begin with the name of our package are relocated with our classes by the build.
 */
package io.kinesistrace.agent;
