package dev.gamelan.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BulkTest {

    @Test
    void insertsOneRowOrArrays() {
        Bulk insert = Bulk.insert("t", "id text", "due timestamptz");

        assertThat(insert.each()).isEqualTo("insert into t (id, due) values (?, ?)");
        assertThat(insert.all()).isEqualTo("insert into t (id, due) select * from unnest(?::text[], ?::timestamptz[])");
        assertThat(insert.ordered("a", "b")).containsExactly("a", "b");
    }

    @Test
    void leavesRowsThatAreThere() {
        assertThat(Bulk.insertNew("t", "id text").each()).endsWith("on conflict do nothing");
        assertThat(Bulk.insertNew("t", "id text").all()).endsWith("on conflict do nothing");
    }

    @Test
    void updatesByKeyWhichRowsGiveFirst() {
        Bulk update = Bulk.update("t", List.of("id text", "n int"), List.of("status text"))
                .where("status", "in ('A')");

        assertThat(update.each()).isEqualTo("update t set status = ? where id = ? and n = ? and status in ('A')");
        assertThat(update.all())
                .isEqualTo("update t t set status = v.status from unnest(?::text[], ?::int[], ?::text[])"
                        + " v(id, n, status) where t.id = v.id and t.n = v.n and t.status in ('A')");
        assertThat(update.ordered("id", 1, "B")).containsExactly("B", "id", 1);
    }

    @Test
    void deletesByKey() {
        Bulk delete = Bulk.delete("t", "id text");

        assertThat(delete.each()).isEqualTo("delete from t where id = ?");
        assertThat(delete.all()).isEqualTo("delete from t t using unnest(?::text[]) v(id) where t.id = v.id");
    }
}
