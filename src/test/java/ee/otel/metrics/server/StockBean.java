package ee.otel.metrics.server;

import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Uses the default data source, in a transaction of the container. */
@Stateless
public class StockBean {

  /** Takes a connection and gives it back. */
  public String take() throws NamingException, SQLException {
    DataSource source = InitialContext.doLookup("java:comp/DefaultDataSource");
    try (Connection connection = source.getConnection()) {
      return connection.isValid(1) ? "taken\n" : "not valid\n";
    }
  }
}
