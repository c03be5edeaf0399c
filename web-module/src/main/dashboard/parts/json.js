// @ts-check
/** A number that a double does not hold as it is written: shown as it came, never rounded. */
export class Exact {
  /** @param {string} source */
  constructor(source) { this.source = source; }
  toString() { return this.source; }
}

/** Reads JSON; numbers that would change are {@link Exact}.
 * @param {string} text @returns {any} */
export function parse(text) {
  // @ts-ignore the third argument is younger than the type declarations
  return JSON.parse(text, (key, value, context) =>
    typeof value === 'number' && context?.source !== undefined && context.source !== String(value) ? new Exact(context.source) : value);
}

/** Writes what {@link parse} has read, every number as it came.
 * @param {any} value @param {string} indent of one level; none for a single line @returns {string} */
export function write(value, indent = '  ', at = '') {
  if (value instanceof Exact) return value.source;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const isArray = Array.isArray(value);
  const inner = at + indent;
  const parts = isArray
    ? value.map(item => write(item, indent, inner))
    : Object.entries(value).map(([key, item]) => JSON.stringify(key) + (indent ? ': ' : ':') + write(item, indent, inner));
  const [open, close] = isArray ? '[]' : '{}';
  if (parts.length === 0) return open + close;
  return indent ? `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${at}${close}` : open + parts.join(',') + close;
}

/** The beginning of a value on one line.
 * @param {any} value @param {number} most characters */
export function preview(value, most = 160) {
  let text = '';
  const put = (/** @type {any} */ item) => {
    if (text.length > most) return;
    if (item === null || typeof item !== 'object') { text += typeof item === 'string' ? JSON.stringify(item.slice(0, most)) : String(item); return; }
    if (item instanceof Exact) { text += item.source; return; }
    const isArray = Array.isArray(item);
    text += isArray ? '[' : '{ ';
    let first = true;
    for (const key in item) {
      if (text.length > most) break;
      text += (first ? '' : ', ') + (isArray ? '' : key + ': ');
      first = false;
      put(item[key]);
    }
    text += isArray ? ']' : ' }';
  };
  put(value);
  return text.length > most ? text.slice(0, most) + '…' : text;
}

/** Why a text is not JSON, with the line; an empty text for one that is.
 * @param {string} text @returns {string} */
export function problemOf(text) {
  try {
    JSON.parse(text);
    return '';
  } catch (e) {
    const said = String(/** @type {Error} */ (e).message);
    const position = /position (\d+)/.exec(said);
    const line = position ? ` (line ${text.slice(0, Number(position[1])).split('\n').length})` : '';
    return `This is not JSON: ${said.replace(/ in JSON at position.*| at position.*/, '')}${/line \d/.test(said) ? '' : line}`;
  }
}
