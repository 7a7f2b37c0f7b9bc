import { isObject } from '../json.ts';
import type { SandboxSchool } from './school.ts';

const LISTS = ['people', 'groups', 'teams'] as const;

/** A school from a file of the shape of SandboxSchool. Throws with the first thing that is wrong. */
export function readSchool(value: unknown): SandboxSchool {
  if (!isObject(value)) throw new TypeError('The file of people is not an object.');
  for (const name of ['tenantId', 'name'] as const) {
    if (typeof value[name] !== 'string') throw new TypeError(`${name} is missing in the file of people.`);
  }
  for (const name of LISTS) {
    const list = value[name];
    if (!Array.isArray(list)) throw new TypeError(`${name} is not a list in the file of people.`);
    list.forEach((item, index) => {
      if (!isObject(item) || typeof item.id !== 'string') throw new TypeError(`${name}[${index}] has no id.`);
    });
  }
  for (const name of ['app', 'library'] as const) {
    if (!isObject(value[name])) throw new TypeError(`${name} is missing in the file of people.`);
  }
  return value as unknown as SandboxSchool;
}
