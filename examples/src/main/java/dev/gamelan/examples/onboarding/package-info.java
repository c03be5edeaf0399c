/** A user's first days: steps one after the other and side by side, a wait of days, a cancellation. */
package dev.gamelan.examples.onboarding;
