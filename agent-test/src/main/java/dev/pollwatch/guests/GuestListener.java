package dev.pollwatch.guests;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Runs a guest while its web application is deployed, on a thread named as the application's descriptor says. */
public final class GuestListener implements ServletContextListener {

    private Guest guest;
    private Thread thread;

    /** Made by the container. */
    public GuestListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        guest = new Guest();
        thread = guest.start(event.getServletContext().getInitParameter("thread"));
        event.getServletContext().setAttribute("guest", guest);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        guest.accept("return");
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
