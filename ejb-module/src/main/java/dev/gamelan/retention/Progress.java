package dev.gamelan.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who deletes what is old, how far that has come, and what the last pass has deleted.
 *
 * @param owner the node that deletes, or was the last to do so
 * @param leaseUntil until when another node must not go on with it
 * @param nextAt when the next pass is due; in the past while one is going on
 * @param beganAt when the last pass began, or null
 * @param endedAt when it ended; null while it is going on
 * @param deleted what it has deleted
 * @param events up to where events have been looked at
 * @param expiredIds up to where senders' ids have been looked at
 */
record Progress(
        String owner,
        Instant leaseUntil,
        Instant nextAt,
        Instant beganAt,
        Instant endedAt,
        Deleted deleted,
        Place events,
        Place expiredIds) {

    /** Longer than any transaction: what a statement may take, and a pause. */
    static final Duration LEASE = Duration.ofMinutes(1);

    boolean isOwnedBy(String node) {
        return node.equals(owner);
    }

    /** Whether a node may begin, or go on with what another one has left. */
    boolean isFreeFor(String node, Instant now) {
        return !nextAt.isAfter(now) && (owner == null || isOwnedBy(node) || !leaseUntil.isAfter(now));
    }

    Progress begun(String node, Instant now) {
        boolean interrupted = beganAt != null && endedAt == null;
        return new Progress(
                node,
                now.plus(LEASE),
                nextAt,
                interrupted ? beganAt : now,
                null,
                interrupted ? deleted : Deleted.NOTHING,
                events,
                expiredIds);
    }

    Progress deleted(Deleted more, Instant now) {
        return new Progress(owner, now.plus(LEASE), nextAt, beganAt, null, deleted.plus(more), events, expiredIds);
    }

    Progress lookedAtEvents(Place place) {
        return new Progress(owner, leaseUntil, nextAt, beganAt, endedAt, deleted, place, expiredIds);
    }

    Progress lookedAtIds(Place place) {
        return new Progress(owner, leaseUntil, nextAt, beganAt, endedAt, deleted, events, place);
    }

    Progress ended(Instant now, Duration untilNext) {
        return new Progress(owner, now, now.plus(untilNext), beganAt, now, deleted, events, expiredIds);
    }

    /** What has to happen before more is deleted, in words. */
    String waitsFor(Instant now) {
        if (beganAt == null || endedAt != null) {
            return "the next pass, at " + nextAt;
        }
        return leaseUntil.isAfter(now)
                ? "nothing: node " + owner + " is deleting"
                : "a node that goes on with what " + owner + " has begun; any does, within seconds";
    }

    Optional<Instant> began() {
        return Optional.ofNullable(beganAt);
    }
}
