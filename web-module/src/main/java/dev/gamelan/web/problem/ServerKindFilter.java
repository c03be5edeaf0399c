package dev.gamelan.web.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Every answer says what kind of server gave it, which SDKs check. */
@Provider
public class ServerKindFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle("X-Inngest-Server-Kind", "dev");
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
    }
}
