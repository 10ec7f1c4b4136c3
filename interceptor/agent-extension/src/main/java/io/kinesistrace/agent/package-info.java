/**
 * The extension of the OpenTelemetry Java agent: what runs in the agent. What the agent injects into the application is in the packages below.
 *
 * <p>Nothing here is called by an application. Strings that begin with the name of our package are relocated with our classes by the build.
 */
package io.kinesistrace.agent;
