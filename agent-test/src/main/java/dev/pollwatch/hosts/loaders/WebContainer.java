package dev.pollwatch.hosts.loaders;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** An embedded Tomcat, which loads the classes of a web application child first; the guests are on its own class path, too. */
final class WebContainer implements Place {

    private final GuestFiles files;
    private final Tomcat tomcat = new Tomcat();

    WebContainer(GuestFiles files) throws IOException, LifecycleException {
        this.files = files;
        Path base = files.newFolder("tomcat");
        Files.createDirectories(base.resolve("webapps"));
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        tomcat.getConnector();
        tomcat.start();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Stay admit(String id, String thread) throws Exception {
        Context context = tomcat.addWebapp("/" + id, files.war(id, thread).toString());
        Object guest = context.getServletContext().getAttribute("guest");
        return new Stay(context.getLoader().getClassLoader(), (Consumer<String>) guest);
    }

    @Override
    public void dismiss(String id) throws Exception {
        Context context = (Context) tomcat.getHost().findChild("/" + id);
        tomcat.getHost().removeChild(context);
        context.destroy();
    }

    @Override
    public String ask(String id, String query) throws Exception {
        int port = tomcat.getConnector().getLocalPort();
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/" + id + query)
                .toURL()
                .openConnection();
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            return "answered with " + connection.getResponseCode();
        }
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
