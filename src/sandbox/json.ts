/** Readers for JSON from outside: they look, and answer `undefined` where the shape is not as hoped. */
export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value under a path of keys (array positions as numbers), or undefined. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let here = value;
  for (const key of path) {
    if (Array.isArray(here) && typeof key === 'number') here = here[key];
    else if (isObject(here)) here = here[String(key)];
    else return undefined;
  }
  return here;
}

/** A non-empty string under the path, or undefined. */
export function textAt(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** An array under the path; empty where there is none. */
export function listAt(value: unknown, ...path: (string | number)[]): unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** An object under the path; empty where there is none. */
export function objectAt(value: unknown, ...path: (string | number)[]): Json {
  const found = at(value, ...path);
  return isObject(found) ? found : {};
}
