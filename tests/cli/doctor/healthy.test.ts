import { findings, openSurgery, type Surgery } from './support-doctor.ts';

let surgery: Surgery;
beforeAll(async () => {
  surgery = await openSurgery();
});
afterAll(() => surgery.close());

test('a healthy tenant has nothing wrong, within the published limits of Graph', () =>
  surgery.healthy(async ({ examined }) => expect(await findings(examined)).toEqual([]), true));
