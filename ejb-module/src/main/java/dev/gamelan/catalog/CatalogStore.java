package dev.gamelan.catalog;

import dev.gamelan.database.Sql;
import dev.gamelan.deploy.FunctionDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of functions, nodes and offers. */
@ApplicationScoped
class CatalogStore {

    @Inject
    private Sql sql;

    record Version(long number, Instant now) {}

    Version version() {
        return sql.query(
                        "select version, current_timestamp from gamelan.catalog where id = 1",
                        row -> new Version(row.getLong(1), Sql.instant(row, 2)))
                .get(0);
    }

    void bumpVersion() {
        sql.update("update gamelan.catalog set version = version + 1 where id = 1");
    }

    List<FunctionDefinition> offered() {
        return sql.query(
                """
                select f.id, f.name, f.retries, f.triggers, f.config from gamelan.function f
                where exists (select 1 from gamelan.offer o where o.function_id = f.id)
                """,
                row -> FunctionJson.read(
                        row.getString(1), row.getString(2), row.getInt(3), row.getString(4), row.getString(5)));
    }

    /** Every function that was ever offered, by id, with the nodes that offer it now. */
    List<KnownFunction> known() {
        Map<String, List<String>> nodes = new HashMap<>();
        sql.query(
                        "select function_id, node from gamelan.offer order by node",
                        row -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(offer -> nodes.computeIfAbsent(offer.getKey(), any -> new ArrayList<>())
                        .add(offer.getValue()));
        return sql.query(
                "select id, name, retries, triggers, config, changed_at from gamelan.function order by id",
                row -> new KnownFunction(
                        FunctionJson.read(
                                row.getString(1), row.getString(2), row.getInt(3), row.getString(4), row.getString(5)),
                        Sql.instant(row, 6),
                        nodes.getOrDefault(row.getString(1), List.of())));
    }

    /** Of a function, also of one that nobody offers any more; true when it was never there. */
    boolean isReplayable(String functionId) {
        return sql
                .query(
                        "select config from gamelan.function where id = ?",
                        row -> FunctionJson.isReplayable(row.getString(1)),
                        functionId)
                .stream()
                .allMatch(replayable -> replayable);
    }

    void putFunction(FunctionDefinition function) {
        String triggers = FunctionJson.triggers(function);
        String config = FunctionJson.config(function);
        sql.update("""
            insert into gamelan.function (id, name, retries, triggers, config, changed_at)
            values (?, ?, ?, ?, ?, current_timestamp) on conflict do nothing
            """, function.id(), function.name(), function.retries(), triggers, config);
        sql.update(
                """
                update gamelan.function set name = ?, retries = ?, triggers = ?, config = ?, changed_at = current_timestamp
                where id = ? and not (name = ? and retries = ? and triggers = ? and coalesce(config, '') = ?)
                """,
                function.name(),
                function.retries(),
                triggers,
                config,
                function.id(),
                function.name(),
                function.retries(),
                triggers,
                config);
    }

    void putSubscription(FunctionDefinition function) {
        sql.update(
                "insert into gamelan.subscription (name, function_id) values (?, ?) on conflict do nothing",
                function.subscription(),
                function.id());
    }

    void putOffer(String node, FunctionDefinition function) {
        int changed = sql.update(
                "update gamelan.offer set subscription = ? where node = ? and function_id = ?",
                function.subscription(),
                node,
                function.id());
        if (changed == 0) {
            sql.update(
                    "insert into gamelan.offer (node, function_id, subscription) values (?, ?, ?)",
                    node,
                    function.id(),
                    function.subscription());
        }
    }

    /** @return how many offers of the node were withdrawn because it does not have the function any more */
    int withdrawOffersBut(String node, Collection<String> functionIds) {
        if (functionIds.isEmpty()) {
            return sql.update("delete from gamelan.offer where node = ?", node);
        }
        Object[] parameters = new Object[functionIds.size() + 1];
        parameters[0] = node;
        System.arraycopy(functionIds.toArray(), 0, parameters, 1, functionIds.size());
        return sql.update(
                "delete from gamelan.offer where node = ? and function_id not in ("
                        + Sql.placeholders(functionIds.size()) + ")",
                parameters);
    }

    Optional<Earlier> node(String name) {
        return sql
                .query(
                        "select name, incarnation, coalesce(offered_at, seen_at) from gamelan.node where name = ?",
                        CatalogStore::readNode,
                        name)
                .stream()
                .findFirst();
    }

    /** @return whether the node was not there */
    boolean putNode(String name, String incarnation) {
        int changed = sql.update(
                "update gamelan.node set incarnation = ?, seen_at = current_timestamp where name = ?",
                incarnation,
                name);
        if (changed == 0) {
            sql.update(
                    "insert into gamelan.node (name, incarnation, seen_at) values (?, ?, current_timestamp)",
                    name,
                    incarnation);
        }
        return changed == 0;
    }

    /** @return whether the node has not been seen or heard of since, and is gone now with its offers */
    boolean deleteNode(Earlier silent, Instant limit) {
        // The node first: if it comes back at this moment it waits here, and then finds that it was taken for dead.
        boolean deleted = sql.update("""
            delete from gamelan.node
            where name = ? and incarnation = ? and coalesce(offered_at, seen_at) = ? and seen_at < ?
            """, silent.name(), silent.incarnation(), silent.offeredAt(), limit) == 1;
        if (deleted) {
            sql.update("delete from gamelan.offer where node = ?", silent.name());
        }
        return deleted;
    }

    private static Earlier readNode(ResultSet row) throws SQLException {
        return new Earlier(row.getString(1), row.getString(2), Sql.instant(row, 3));
    }

    List<String> abandonedSubscriptions() {
        return sql.query("""
            select s.name from gamelan.subscription s
            where not exists (select 1 from gamelan.offer o where o.subscription = s.name)
            """, row -> row.getString(1));
    }

    void deleteSubscription(String name) {
        sql.update("""
            delete from gamelan.subscription where name = ?
              and not exists (select 1 from gamelan.offer o where o.subscription = subscription.name)
            """, name);
    }

    void putOffered(String node, Instant moment) {
        sql.update("update gamelan.node set offered_at = ? where name = ?", moment, node);
    }

    /** @param limit seen since then counts as alive */
    Catalog.Servers servers(String functionId, Instant limit) {
        return sql.query("""
            select count(*), count(case when n.seen_at >= ? then 1 end)
            from gamelan.offer o left join gamelan.node n on n.name = o.node where o.function_id = ?
            """, row -> new Catalog.Servers(row.getInt(1), row.getInt(2)), limit, functionId)
                .get(0);
    }

    /** How many nodes, this one among them, have been seen since. */
    long seenSince(Instant limit) {
        return sql.query("select count(*) from gamelan.node where seen_at >= ?", row -> row.getLong(1), limit)
                .get(0);
    }

    /** Every node, by name, with how many functions it offers. */
    List<NodeState> nodes(String self, Instant limit) {
        return sql.query("""
                select n.name, n.incarnation, n.seen_at, (select count(*) from gamelan.offer o where o.node = n.name)
                from gamelan.node n order by n.name
                """, row -> {
            Instant seenAt = Sql.instant(row, 3);
            String name = row.getString(1);
            return new NodeState(
                    name, row.getString(2), seenAt, !seenAt.isBefore(limit), name.equals(self), row.getInt(4));
        });
    }

    List<Earlier> silentSince(String self, Instant limit) {
        return sql.query("""
            select name, incarnation, coalesce(offered_at, seen_at) from gamelan.node where name <> ? and seen_at < ?
            """, CatalogStore::readNode, self, limit);
    }
}
