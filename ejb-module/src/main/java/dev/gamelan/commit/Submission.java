package dev.gamelan.commit;

import java.util.concurrent.CompletableFuture;

/** A change on its way to the database. */
record Submission<C, R>(ChangeKind<C, R> kind, C change, CompletableFuture<R> result) {}
