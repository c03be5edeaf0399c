package dev.gamelan.web.dashboard;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Answers addresses of the dashboard with its page, and lets browsers keep what the page is made of. Everything else goes on untouched.
 */
@WebFilter(urlPatterns = "/*", dispatcherTypes = DispatcherType.REQUEST, asyncSupported = true)
public class DashboardFilter extends HttpFilter {

    private static final String FILES = "/WEB-INF/dashboard/";

    private transient byte[] page;
    private transient String policy;

    @Override
    public void init() throws ServletException {
        page = file("index.html");
        policy = new String(file("content-security-policy.txt"), StandardCharsets.UTF_8);
    }

    private byte[] file(String name) throws ServletException {
        try (InputStream file = getServletContext().getResourceAsStream(FILES + name)) {
            if (file == null) {
                throw new ServletException("the application has no " + FILES + name + "; build it anew");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new ServletException(FILES + name + " cannot be read", e);
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (!isOfAServlet(request) && DashboardPaths.isPage(request.getMethod(), path, request.getHeader("Accept"))) {
            answer(response);
            return;
        }
        if (DashboardPaths.isAsset(path)) {
            response.setHeader("X-Content-Type-Options", "nosniff");
            varyByEncoding(response);
            if (getServletContext().getResource(path) != null) {
                response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
            }
        }
        chain.doFilter(request, response);
    }

    /** A servlet that names its own address, such as the one through which tests inside the server are called, answers for itself. */
    private static boolean isOfAServlet(HttpServletRequest request) {
        MappingMatch match = request.getHttpServletMapping().getMappingMatch();
        return match == MappingMatch.EXACT || match == MappingMatch.PATH;
    }

    /** The listener compresses for whoever can read that, and does not say so to caches on the way. */
    private static void varyByEncoding(HttpServletResponse response) {
        response.setHeader("Vary", "Accept-Encoding");
    }

    private void answer(HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        varyByEncoding(response);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }
}
