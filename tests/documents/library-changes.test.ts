import fc from 'fast-check';
import { Fault } from '../../src/core/fault.ts';
import { readLibraryChanges } from '../../src/documents/library-changes.ts';

const LINK = 'https://graph.example/delta?token=2';
const page = (value: readonly object[], link = true) => ({ value, ...(link ? { '@odata.deltaLink': LINK } : {}) });
const file = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  size: 10,
  cTag: `c-${id}`,
  file: {},
  parentReference: { id: 'top' },
  ...more,
});
const folder = (id: string, parent: string) => ({ id, name: id, folder: {}, parentReference: { id: parent } });
const kinds = (pages: readonly object[], folders?: ReadonlySet<string>) =>
  readLibraryChanges(pages, folders).changes.map(({ kind, id }) => `${id} ${kind}`);

test('files that hold policies are changed; folders, notebooks and files that Word leaves beside are nothing', () => {
  const { changes, deltaLink } = readLibraryChanges([
    page(
      [
        { id: 'r', root: {}, folder: {} },
        folder('f', 'r'),
        file('1', 'Conduct.DOCX'),
        file('2', '~$Conduct.docx'),
        { id: '3', name: 'Notes', package: {} },
      ],
      false,
    ),
    page([file('4', 'social.pdf')]),
  ]);
  expect(changes).toEqual([
    { kind: 'changed', id: '1', name: 'Conduct.DOCX', contentTag: 'c-1' },
    { kind: 'changed', id: '4', name: 'social.pdf', contentTag: 'c-4' },
  ]);
  expect(deltaLink).toBe(LINK);
});

test('the last word on a file counts: changed and deleted is gone, deleted and restored is changed', () => {
  expect(
    kinds([
      page([file('1', 'a.pdf'), { id: '2', deleted: {} }], false),
      page([{ id: '1', deleted: { state: 'deleted' } }, file('2', 'b.pdf')]),
    ]),
  ).toEqual(['1 gone', '2 changed']);
});

test('a file renamed to something else is gone', () => {
  expect(kinds([page([file('1', 'old policy.zip')])])).toEqual(['1 gone']);
});

test('a file that is too large or infected is named with the reason', () => {
  const { changes } = readLibraryChanges([
    page([file('1', 'a.pdf', { size: 30_000_000 }), file('2', 'b.pdf', { malware: {} })]),
  ]);
  expect(changes).toEqual([
    { kind: 'unfit', id: '1', name: 'a.pdf', why: expect.stringMatching(/20 MB/) },
    { kind: 'unfit', id: '2', name: 'b.pdf', why: expect.stringMatching(/malware/) },
  ]);
});

test('only the folder and the folders in it count, in whatever order they are told', () => {
  const first = readLibraryChanges(
    [
      page([
        file('1', 'a.pdf', { parentReference: { id: 'deep' } }),
        folder('deep', 'sub'),
        folder('sub', 'top'),
        folder('other', 'root'),
        file('2', 'b.pdf', { parentReference: { id: 'other' } }),
        file('3', 'c.pdf'),
      ]),
    ],
    new Set(['top']),
  );
  expect(first.changes.map(({ kind, id }) => `${id} ${kind}`)).toEqual(['1 changed', '2 gone', '3 changed']);
  expect(first.folders).toEqual(new Set(['top', 'sub', 'deep']));
  const later = readLibraryChanges(
    [page([folder('sub', 'root'), file('4', 'd.pdf', { parentReference: { id: 'sub' } })])],
    first.folders,
  );
  expect(later.changes).toEqual([{ kind: 'gone', id: '4' }]);
  expect(later.folders.has('sub')).toBe(false);
});

test('folders that contain one another end', () => {
  const circle = [folder('c', 'b'), folder('b', 'a'), folder('a', 'c')];
  expect(readLibraryChanges([page(circle)], new Set(['top', 'a'])).changes).toEqual([]);
});

test('half an answer is a fault, not the end of every policy', () => {
  expect(() => readLibraryChanges([page([], false)])).toThrow(Fault);
  expect(() => readLibraryChanges([])).toThrow(Fault);
  expect(() => readLibraryChanges([{ error: { code: 'resyncRequired' } }])).toThrow(Fault);
});

test('whatever Graph answers, it is read or it is a fault', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 3 }), (pages) => {
      try {
        readLibraryChanges(pages);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
    { numRuns: 300, seed: 7 },
  );
});
