// @ts-check
import { Exact, parse } from '../parts/json.js';

/** How programs send the same event. The data is JSON as it was written. */

/** @param {string} text @param {string} by */
const indented = (text, by) => text.split('\n').join('\n' + by);

/** @param {string} text for a shell, in single quotes */
const quoted = text => `'${text.replaceAll("'", `'\\''`)}'`;

/** A name for the record that holds the data: user/activated is UserActivated. @param {string} name */
const typeName = name => name.split(/[^A-Za-z0-9]+/).filter(Boolean).map(part => part[0].toUpperCase() + part.slice(1)).join('').replace(/^(\d|$)/, 'Event$1');

/** What a record's component is called. @param {string} text */
const isIdentifier = text => /^[A-Za-z_]\w*$/.test(text);

const LARGEST_LONG = 2n ** 63n - 1n;

/** @param {any} value as {@link parse} gives it @returns {[string, string]} Java type and literal */
function java(value) {
  if (typeof value === 'string') return ['String', JSON.stringify(value)];
  if (typeof value === 'boolean') return ['boolean', String(value)];
  if (typeof value === 'number' || value instanceof Exact) return number(String(value));
  return ['JsonValue', 'JsonValue.NULL'];
}

/** @param {string} text @returns {[string, string]} */
function number(text) {
  if (!/^-?\d+$/.test(text)) return text.length < 16 ? ['double', text] : ['BigDecimal', `new BigDecimal("${text}")`];
  const value = BigInt(text);
  if (value > LARGEST_LONG || value < -LARGEST_LONG) return ['BigInteger', `new BigInteger("${text}")`];
  return ['long', value < 2n ** 31n && value > -(2n ** 31n) ? text : `${text}L`];
}

export const snippets = {
  /** @param {string} name @param {string} data */
  curl: (name, data) => `curl -X POST ${location.origin}/e/my-key \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(`{"name": ${JSON.stringify(name)}, "data": ${data}}`)}`,

  /** @param {string} name @param {string} data */
  Java: (name, data) => {
    const type = typeName(name);
    const members = Object.entries(parse(data) ?? {}).filter(([key]) => isIdentifier(key)).map(([key, value]) => ({ key, java: java(value) }));
    return `@EventName(${JSON.stringify(name)})
public record ${type}(${members.map(({ key, java: [javaType] }) => `${javaType} ${key}`).join(', ')}) {}

@Inject
Events events;

events.send(new ${type}(${members.map(({ java: [, literal] }) => literal).join(', ')}));`;
  },

  /** @param {string} name @param {string} data */
  TypeScript: (name, data) => `import { Inngest } from "inngest";

const client = new Inngest({ id: "my-app", baseUrl: ${JSON.stringify(location.origin)}, eventKey: "my-key" });

await client.send({
  name: ${JSON.stringify(name)},
  data: ${indented(data, '  ')},
});`,
};
