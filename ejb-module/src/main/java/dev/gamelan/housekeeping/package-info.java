/** What has to be put right from time to time: lost messages, abandoned subscriptions. */
package dev.gamelan.housekeeping;
