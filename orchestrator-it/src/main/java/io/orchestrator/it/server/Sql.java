package io.orchestrator.it.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Statements for one server as one account. Every call connects anew, with limits on connecting (2 s) and on answers (10 s), so it
 * never waits for a hung server for long and never meets the session of an earlier call.
 */
public final class Sql {
    private static final String LIMITS = "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=2000"
            + "&socketTimeout=10000";

    private final String url;
    private final Account account;

    private Sql(String url, Account account) {
        this.url = url;
        this.account = account;
    }

    /** Statements for the server on a loopback port. */
    public static Sql on(int port, Account account) {
        return new Sql(url(port, ""), account);
    }

    /** The JDBC address of a server on a loopback port with limits; the database may be empty. */
    static String url(int port, String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database + LIMITS;
    }

    /**
     * A new connection, for callers that need a session of their own.
     *
     * @throws SQLException when the server cannot be reached or refuses the account
     */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, account.user(), account.password());
    }

    /** Runs statements one after the other in one session. */
    public void execute(String... statements) {
        String current = "connect";
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            for (String text : statements) {
                current = text;
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw failure(current, e);
        }
    }

    /** Runs one statement with parameters; answers the number of rows changed. */
    public int update(String text, Object... parameters) {
        try (Connection connection = connect(); PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failure(text, e);
        }
    }

    /** The first column of the first row; SQL's null is an empty text. */
    public String value(String query) {
        return find(query).orElseThrow(() -> new ServerException("no row for '" + query + "' on " + url));
    }

    /** The first column of the first row as a number. */
    public long number(String query) {
        return Long.parseLong(value(query));
    }

    /** The first column of the first row if there is a row; SQL's null is an empty text. */
    public Optional<String> find(String query) {
        return rows(query).stream().findFirst().map(row -> row.values().iterator().next());
    }

    /** All rows, each from column label to text in the order of the columns; SQL's null is an empty text. */
    public List<Map<String, String>> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(query)) {
            ResultSetMetaData columns = results.getMetaData();
            List<Map<String, String>> rows = new ArrayList<>();
            while (results.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnLabel(i), Objects.requireNonNullElse(results.getString(i), ""));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw failure(query, e);
        }
    }

    /** Whether the server lets the account in and answers now. */
    public boolean answers() {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException e) {
            return false;
        }
    }

    private ServerException failure(String statement, SQLException cause) {
        // The one statement that carries a password is the one that follows a source.
        String shown = statement.replaceAll("(?i)(_password\\s*=\\s*)'[^']*'", "$1'...'");
        return new ServerException("'" + shown + "' as " + account.user() + " on " + url.replaceAll("\\?.*", "")
                + " failed: error " + cause.getErrorCode() + ", " + cause.getMessage(), cause);
    }
}
