package ee.otel.metrics.server;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import java.sql.SQLException;
import javax.naming.NamingException;

/** An application without any code that measures, which uses what servers measure of themselves. */
@ApplicationPath("/")
public class Stock extends Application {

  /** Answers for it. */
  @RequestScoped
  @Path("stock")
  public static class Desk {
    @Inject StockBean bean;

    /** Whether the application runs. */
    @GET
    public String open() {
      return "open\n";
    }

    /** A session, an EJB, a transaction and a connection of the default data source. */
    @GET
    @Path("take")
    public String take(@Context HttpServletRequest request) throws NamingException, SQLException {
      request.getSession().setAttribute("taken", true);
      return bean.take();
    }
  }
}
