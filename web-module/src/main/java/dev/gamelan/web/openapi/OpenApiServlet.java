package dev.gamelan.web.openapi;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code GET /openapi}: the document, as JSON. Who asks for YAML gets the same text, which is YAML as well.
 *
 * <p>An exact path, so that it comes before the server's own document at {@code /openapi/*}, which lists every application that is
 * deployed.
 */
@WebServlet(name = "openapi", urlPatterns = "/openapi")
public class OpenApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";

    private static final class Document {
        static final byte[] BYTES = OpenApiDocument.read().toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(wantsYaml(request) ? YAML : JSON);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(Document.BYTES.length);
        response.getOutputStream().write(Document.BYTES);
    }

    private static boolean wantsYaml(HttpServletRequest request) {
        String format = request.getParameter("format");
        String accept = request.getHeader("Accept");
        return format == null
                ? accept != null && accept.contains("yaml") && !accept.contains("json")
                : format.equalsIgnoreCase("yaml");
    }
}
