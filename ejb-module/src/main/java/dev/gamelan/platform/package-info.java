/** What has no place of its own: this node, its settings, its threads, JSON. */
package dev.gamelan.platform;
