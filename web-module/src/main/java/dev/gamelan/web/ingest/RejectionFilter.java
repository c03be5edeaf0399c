package dev.gamelan.web.ingest;

import dev.gamelan.metrics.EventMeters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Counts the requests that are refused, for whatever reason. */
@Provider
@ApplicationScoped
public class RejectionFilter implements ContainerResponseFilter {

    private static final int FIRST_ERROR = 400;

    @Inject
    private EventMeters meters;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() >= FIRST_ERROR) {
            meters.rejected(response.getStatus());
        }
    }
}
