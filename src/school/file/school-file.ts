import { type Document, isAlias, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod/v4';
import { ON_BY_DEFAULT } from '../features.ts';
import type { Trust } from '../school.ts';
import type { Problem } from './problems.ts';
import { trust } from './trust-fields.ts';

/**
 * Reads lanyard.yml. Problems are added with line and column; the result is `undefined` when there is any.
 * @param name how the file is called in messages
 */
export function readSchoolFile(source: string, name: string, problems: Problem[]): Trust | undefined {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number | undefined): string => {
    const { line, col } = lines.linePos(offset ?? 0);
    return `${name}:${line}:${col}`;
  };
  for (const error of document.errors) {
    problems.push({ place: at(error.pos[0]), message: `is not valid YAML here: ${error.message}` });
  }
  if (document.errors.length > 0) return undefined;

  const contents = contentsOf(document);
  if (!isMap(document.contents) || contents === undefined) {
    problems.push({
      place: at(0),
      message: 'holds no settings. Begin with trust: and schools:, as in our own lanyard.yml.',
    });
    return undefined;
  }
  const result = trust.safeParse(contents.value);
  const found: Problem[] = [];
  if (!result.success) {
    for (const issue of result.error.issues) {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
      for (const key of keys) {
        const path = key === undefined ? issue.path : [...issue.path, key];
        found.push({
          place: `${at(offsetOf(path))} ${written(path)}`.trim(),
          message:
            key === undefined ? issue.message : 'is not a setting that Lanyard knows; remove it or check its spelling',
        });
      }
    }
  } else {
    const seen = new Set<string>();
    for (const [index, { id }] of result.data.schools.entries()) {
      if (seen.has(id))
        found.push({
          place: `${at(offsetOf(['schools', index, 'id']))} schools[${index}].id`,
          message: 'is used twice; give each school its own',
        });
      seen.add(id);
    }
    found.push(...groupsOfBothKinds(result.data.schools, (path) => `${at(offsetOf(path))} ${written(path)}`));
  }
  problems.push(...found);
  return result.success && found.length === 0 ? asTrust(result.data) : undefined;

  /** Where a setting is in the file; a missing one is placed at what should contain it. */
  function offsetOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const parent = document.getIn(path.slice(0, length - 1), true) ?? document.contents;
      const key = path[length - 1];
      if (isMap(parent)) {
        const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
        if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
      }
      const node = document.getIn(path.slice(0, length), true);
      if (node && typeof node === 'object' && 'range' in node && !isAlias(node)) {
        const { range } = node as { range?: [number, number, number] | null };
        if (range) return range[0];
      }
    }
    return 0;
  }
}

const asTrust = ({ trust: whole, features, schools }: z.output<typeof trust>): Trust => ({
  ...whole,
  saysFeatures: features !== undefined,
  schools: schools.map((school) => ({ ...school, features: features ?? ON_BY_DEFAULT })),
});

/** `undefined` for a file that would grow to gigabytes when its aliases are followed. */
function contentsOf(document: Document): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch {
    return undefined;
  }
}

/** A pupil of one school is a pupil at another: a group that one lists as pupils would shut out the staff of the other. */
const groupsOfBothKinds = (
  schools: z.output<typeof trust>['schools'],
  placeOf: (path: readonly PropertyKey[]) => string,
): Problem[] =>
  schools.flatMap(({ id, staffGroups }, at) =>
    staffGroups.flatMap((group, index) => {
      const other = schools.find((one) => one.id !== id && one.pupilGroups.includes(group));
      return other === undefined
        ? []
        : [
            {
              place: placeOf(['schools', at, 'staffGroups', index]),
              message: `is listed as a pupil group of ${other.id}; a group is either staff or pupils, for the whole trust`,
            },
          ];
    }),
  );

const written = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (out, key) => (typeof key === 'number' ? `${out}[${key}]` : out === '' ? String(key) : `${out}.${String(key)}`),
    '',
  );
