package dev.gamelan.web.problem;

import jakarta.ejb.EJBException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Takes the place of Jersey's own mapper for this type, which would hide the cause. */
@Provider
public class EjbProblems implements ExceptionMapper<EJBException> {

    private final Problems problems = new Problems();

    @Override
    public Response toResponse(EJBException e) {
        return problems.toResponse(e);
    }
}
