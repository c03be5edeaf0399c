/** Shows the document at /openapi, as it is there. */

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** @param {...(Node|string)} children */
function element(name, attributes, ...children) {
  const node = Object.assign(document.createElement(name), attributes);
  node.append(...children);
  return node;
}

function resolve(spec, value) {
  return value.$ref ? value.$ref.slice(2).split('/').reduce((at, key) => at[key], spec) : value;
}

/** An example-like text of a schema: names and types, a line each; what refers to itself is named only. */
function outline(spec, schema, indent = '', seen = []) {
  if (schema.$ref) {
    return seen.includes(schema.$ref)
      ? schema.$ref.split('/').pop()
      : outline(spec, resolve(spec, schema), indent, [...seen, schema.$ref]);
  }
  if (schema.oneOf) {
    return schema.oneOf.map(one => outline(spec, one, indent, seen)).join(' or ');
  }
  if (schema.type === 'array') {
    return `[${outline(spec, schema.items, indent, seen)}]`;
  }
  if (schema.type === 'object' && schema.properties) {
    const inner = `${indent}  `;
    const lines = Object.entries(schema.properties).map(([name, member]) => {
      const optional = (schema.required ?? []).includes(name) ? '' : '?';
      return `${inner}${name}${optional}: ${outline(spec, member, inner, seen)}`;
    });
    return `{\n${lines.join('\n')}\n${indent}}`;
  }
  return limits(schema);
}

function limits(schema) {
  const words = [schema.enum ? schema.enum.join(' | ') : schema.format ?? schema.type ?? 'any JSON'];
  if (schema.minimum !== undefined) words.push(`from ${schema.minimum}`);
  if (schema.maximum !== undefined) words.push(`to ${schema.maximum}`);
  if (schema.maxLength !== undefined) words.push(`at most ${schema.maxLength} characters`);
  if (schema.default !== undefined) words.push(`default ${schema.default}`);
  if (schema.nullable) words.push('or null');
  return words.join(' ');
}

function parameters(spec, operation) {
  const rows = (operation.parameters ?? []).map(parameter => resolve(spec, parameter));
  if (rows.length === 0) return [];
  return [element('table', {}, ...rows.map(parameter => element('tr', {},
    element('td', {}, element('code', {}, parameter.name)),
    element('td', {}, parameter.in),
    element('td', {}, outline(spec, parameter.schema)),
    element('td', {}, parameter.description))))];
}

function contents(spec, title, holder) {
  return Object.entries(holder.content ?? {}).flatMap(([type, { schema }]) => [
    element('p', {}, `${title} (${type})`),
    element('pre', {}, outline(spec, schema)),
  ]);
}

function answers(spec, operation) {
  return Object.entries(operation.responses).flatMap(([status, response]) => {
    const { description, ...rest } = resolve(spec, response);
    return status.startsWith('2')
      ? [element('p', {}, element('strong', {}, status), ` ${description}`), ...contents(spec, 'Answer', rest)]
      : [];
  });
}

function operationView(spec, path, method, operation) {
  const problems = Object.keys(operation.responses).filter(status => status.startsWith('4'));
  return element('details', { id: operation.operationId },
    element('summary', {},
      element('span', { className: 'method' }, method),
      element('code', {}, path),
      element('span', { className: 'about' }, operation.summary)),
    ...(operation.description ? [element('p', {}, operation.description)] : []),
    ...parameters(spec, operation),
    ...(operation.requestBody ? contents(spec, 'Request', operation.requestBody) : []),
    ...answers(spec, operation),
    ...(problems.length ? [element('p', {}, `Problems: ${problems.join(', ')}`)] : []));
}

function show(spec) {
  document.querySelector('#description').textContent = `${spec.info.description} (${spec.info.version})`;
  const byTag = new Map();
  for (const [path, item] of Object.entries(spec.paths)) {
    for (const method of METHODS.filter(name => item[name])) {
      const tag = item[method].tags[0];
      byTag.set(tag, [...(byTag.get(tag) ?? []), operationView(spec, path, method, item[method])]);
    }
  }
  const target = document.querySelector('#operations');
  for (const [tag, views] of byTag) {
    target.append(element('h2', {}, tag), ...views);
  }
  target.ariaBusy = 'false';
}

try {
  const response = await fetch('../openapi', { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  show(await response.json());
} catch (problem) {
  document.querySelector('#operations').textContent = `The description cannot be shown: ${problem.message}`;
}
