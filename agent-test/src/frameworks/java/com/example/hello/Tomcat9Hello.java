package com.example.hello;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** An embedded Tomcat of the days before Jakarta EE, with one servlet. */
final class Tomcat9Hello implements Hello {

    private final Tomcat tomcat = new Tomcat();
    private final WebClient client;

    private Tomcat9Hello() throws Exception {
        Path base = Files.createTempDirectory("hello-tomcat");
        base.toFile().deleteOnExit();
        tomcat.setBaseDir(base.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "hello", new HelloHandler());
        context.addServletMappingDecoded("/*", "hello");
        tomcat.getConnector();
        tomcat.start();
        client = new WebClient(tomcat.getConnector().getLocalPort());
    }

    public static void main(String[] args) throws Exception {
        Console.serve(new Tomcat9Hello());
    }

    @Override
    public String ask(String request) throws Exception {
        return client.ask(request);
    }

    @Override
    public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    private static final class HelloHandler extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(Greeting.to(request.getRequestURI()));
        }
    }
}
