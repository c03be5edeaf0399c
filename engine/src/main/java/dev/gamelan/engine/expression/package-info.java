/**
 * Expressions over events and runs: conditions of triggers, waits and searches, and keys of flow control. The language is CEL
 * in a lenient dialect, for payloads whose shape nobody has promised.
 *
 * <h2>Values</h2>
 * Those of JSON, and instants and durations. There is one kind of number. Numbers compare by their exact value, whatever their
 * size and however they are written: {@code 1 == 1.0}. Sums, differences and products of whole numbers are exact within 64 bits;
 * everything else is computed as a {@code double}, and {@code 7 / 2} is {@code 3.5}. There are no bytes, no types and no infinity.
 *
 * <h2>Leniency</h2>
 * <ul>
 *   <li>What is missing is null: a key of nothing, a key of a text, an element beyond the end.
 *   <li>What cannot be computed is null: {@code 1 / 0}, {@code "a" - 1}, {@code lowercase(5)}, {@code int("x")}.
 *   <li>Values of different kinds are unequal, and neither is less than the other: {@code 5 == "5"} and {@code 5 < "6"} are
 *       false. Null equals null, and so what is missing.
 *   <li>False, null, 0 and {@code ""} are as good as false, everything else as good as true, for {@code !}, {@code ? :},
 *       {@code &&}, {@code ||}, and for the whole. {@code a || b} is {@code a} if that is as good as true, or else {@code b};
 *       {@code a && b} accordingly.
 *   <li>{@code +} joins texts, and numbers and booleans to texts; it joins lists.
 *   <li>A function can be called as {@code f(x, y)} and as {@code x.f(y)}.
 * </ul>
 * So data never makes an evaluation fail; the only thing that does is its price.
 *
 * <h2>Functions</h2>
 * {@code has}, {@code size}, {@code contains}, {@code startsWith}, {@code endsWith}, {@code matches} (patterns of RE2, found
 * anywhere in the text), {@code lowercase}, {@code uppercase}, {@code b64decode}, {@code json_parse}; {@code int}, {@code double},
 * {@code string}, {@code bool}; {@code date} (of a text, or of milliseconds such as {@code event.ts}), {@code timestamp} (of a
 * text, or of seconds), {@code duration}, {@code now()}, {@code now_plus("1h30m")}, {@code now_minus("7d")}, and
 * {@code getFullYear}, {@code getMonth} (from 0) and so on. Loops: {@code all}, {@code exists}, {@code exists_one}, {@code filter},
 * {@code map}.
 *
 * <h2>Limits</h2>
 * 8,000 characters, 2,000 words, 40 levels of brackets, 3 loops within one another. A pattern is written in the expression, and
 * never comes from a payload. An evaluation ends after a million steps, 20 to 50 ms: a step is a node that is looked at, an element
 * that is compared, 16 characters that are searched, or one that a pattern looks at with eight of its states. All functions take a
 * time that grows with the length of what they look at, and not faster.
 */
package dev.gamelan.engine.expression;
