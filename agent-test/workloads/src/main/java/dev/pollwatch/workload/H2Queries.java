package dev.pollwatch.workload;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;

/** Fills a database in memory and asks it joins, groups, windows and updates. */
final class H2Queries {

    private static final int CUSTOMERS = 300;
    private static final int ORDERS = 6000;

    private static final List<String> QUERIES = List.of(
            "select c.city, count(*), sum(o.amount), max(o.item) from orders o join customers c on c.id = o.customer"
                    + " group by c.city order by c.city",
            "select id, amount, rank() over (partition by customer order by amount desc, id) from orders"
                    + " where amount > 900 order by id",
            "select c.name, o.item from customers c left join orders o on o.customer = c.id and o.amount < 20"
                    + " order by c.name, o.id",
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 200)"
                    + " select i, (select count(*) from orders where customer = i) from n order by i",
            "select item, count(distinct customer) from orders where item like '%a%e%' group by item having count(*) > 1"
                    + " order by 2 desc, 1");

    private H2Queries() {}

    static void run(Results results) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            fill(connection, new Random(7));
            ask(connection, results);
            try (Statement statement = connection.createStatement()) {
                results.add(statement.executeUpdate("update orders set amount = amount * 2 where mod(id, 3) = 0"));
                results.add(statement.executeUpdate("delete from orders where item < 'm'"));
                statement.execute("create index by_amount on orders(amount, id)");
            }
            ask(connection, results);
        }
    }

    private static void fill(Connection connection, Random random) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table customers(id int primary key, name varchar, city varchar)");
            statement.execute(
                    "create table orders(id int primary key, customer int, item varchar, amount decimal(12, 2))");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into customers values (?, ?, ?)")) {
            for (int id = 0; id < CUSTOMERS; id++) {
                insert.setInt(1, id);
                insert.setString(2, Words.some(random, 2));
                insert.setString(3, Words.one(random));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into orders values (?, ?, ?, ?)")) {
            for (int id = 0; id < ORDERS; id++) {
                insert.setInt(1, id);
                insert.setInt(2, random.nextInt(CUSTOMERS));
                insert.setString(3, Words.some(random, 1));
                insert.setInt(4, random.nextInt(1000));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void ask(Connection connection, Results results) throws SQLException {
        for (String query : QUERIES) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int column = 1; column <= columns; column++) {
                        row.append(rows.getString(column)).append('|');
                    }
                    results.add(row);
                }
            }
        }
    }
}
