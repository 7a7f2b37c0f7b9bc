import { expect, test } from '@jest/globals';
import { readEnvironment } from '../../src/config/environment.ts';
import type { Problem } from '../../src/config/problems.ts';

/** What is said of one address in production. */
function saidOf(PUBLIC_URL: string, NODE_ENV = 'production'): string[] {
  const problems: Problem[] = [];
  readEnvironment({ NODE_ENV, PUBLIC_URL }, problems);
  return problems.filter(({ place }) => place === 'PUBLIC_URL').map(({ message }) => message);
}

test.each([
  ['http://lanyard.school.example', 'https://'],
  ['lanyard.school.example', 'not a web address'],
  ['https://school.example/lanyard', 'host alone'],
  ['https://user@school.example', 'host alone'],
  ['https://school.example/?x=1', 'host alone'],
])('%s cannot be the address on a printed sheet', (address, said) => {
  expect(saidOf(address).join(' ')).toContain(said);
});

test('a host of the school’s own can, with or without a slash, capitals or a port', () => {
  for (const address of ['https://lanyard.school.example', 'https://Lanyard.School.example/', 'https://a.example:8443'])
    expect(saidOf(address)).toEqual([]);
  expect(saidOf('http://localhost:3978', 'development')).toEqual([]);
});
