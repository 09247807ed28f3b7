package dev.pollwatch.guests;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A web application's loop on a thread of the container's pool, which lives on when the application has gone. */
public final class GuestServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int PASSES = 10;
    private static final ThreadLocal<GuestServlet> LEFT_BEHIND = new ThreadLocal<>();

    /** Made by the container. */
    public GuestServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getParameter("careless") != null) {
            LEFT_BEHIND.set(this);
        }
        response.getWriter().print("served after " + serve(request.getParameter("throw") != null) + " passes");
    }

    private static int serve(boolean toThrow) {
        int passes = 0;
        while (passes < PASSES) {
            passes++;
            if (toThrow && passes == PASSES) {
                throw new GuestException("served badly");
            }
        }
        return passes;
    }
}
