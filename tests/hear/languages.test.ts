import { createListener } from '../../src/hear/listen.ts';
import { inTheirLanguage } from '../../src/hear/offer/home-languages.ts';
import { foreignLanguage, LANGUAGES, type Language } from '../../src/hear/words/languages.ts';
import { messagesIn, questionsIn } from '../../training/data.ts';

test.each<[language: Language | 'other', ...texts: string[]]>([
  ['ar', 'طفل في صفي قال إن أباه يضربه', 'هل يمكنني استخدام هاتفي في الدرس'],
  ['bn', 'একটি শিশু বলেছে তার বাবা তাকে মারে', 'আমি কি ক্লাসে ফোন ব্যবহার করতে পারি'],
  [
    'cy',
    'Dywedodd plentyn wrtha i fod ei dad yn ei daro',
    "Ga i ddefnyddio fy ffôn yn y dosbarth, os nad yw'r plant yno?",
  ],
  ['es', 'una niña me ha dicho que su padre le pega', '¿puedo usar mi teléfono en la clase?'],
  ['lt', 'vaikas man pasakė kad jo tėvas jį muša', 'ar galiu naudoti telefoną mokykloje'],
  ['pa', 'ਇੱਕ ਬੱਚੇ ਨੇ ਦੱਸਿਆ ਕਿ ਉਸਦਾ ਪਿਤਾ ਉਸਨੂੰ ਮਾਰਦਾ ਹੈ', 'ਕੀ ਮੈਂ ਫ਼ੋਨ ਵਰਤ ਸਕਦਾ ਹਾਂ'],
  ['pl', 'dziecko powiedziało mi że ojciec je bije', 'czy mogę używać telefonu na lekcji', 'pomocy'],
  ['pt', 'uma criança disse que o pai lhe bate', 'posso usar o meu telemóvel na sala de aula?'],
  ['ro', 'un copil mi-a spus că tatăl îl bate', 'pot folosi telefonul în clasă sau nu'],
  ['so', 'ilmaha ayaa ii sheegay in aabihiis uu garaaco', 'ma isticmaali karaa telefoon iskuulka dhexdiisa oo waxaan'],
  ['tr', 'bir çocuk babasının onu dövdüğünü söyledi', 'derste telefonumu kullanabilir miyim ve nerede'],
  ['uk', 'дитина сказала що її батько її б’є', 'чи можна користуватися телефоном на уроці, і де'],
  ['ur', 'ایک بچے نے بتایا کہ اس کا باپ اسے مارتا ہے', 'کیا میں کلاس میں فون استعمال کر سکتا ہوں'],
  ['ur-Latn', 'ek bachi ne bataya ke uska baap usay maarta hai', 'kya main class mein phone use kar sakta hoon'],
  [
    'other',
    '一个孩子告诉我他爸爸打他',
    'ребёнок сказал что отец его бьёт',
    'Ein Kind hat mir gesagt dass sein Vater ihn jeden Abend mit dem Gürtel schlägt',
  ],
])('%s is recognised', (language, ...texts) => {
  expect(texts.map(foreignLanguage)).toEqual(texts.map(() => language));
});

test.each([
  '',
  'ok',
  'ya',
  'main',
  '👍👍👍',
  'Łukasz in 8B says Wójcik took his phone',
  'what does Tylko dla mnie mean, a pupil wrote it',
  'phones year 7 trip consent form',
  'la la la la is all he says',
  'Mohammed Ali Khan Begum Hussain',
  'Siân, Rhys and Mae, year 4',
])('English stays English: %j', (text) => {
  expect(foreignLanguage(text)).toBeUndefined();
});

test('hardly a message of the open data is taken for another language, and those that are hold one', () => {
  const texts = [...messagesIn('training/data/open'), ...questionsIn('training/data/open')].map(({ text }) => text);
  const foreign = texts.filter((text) => foreignLanguage(text) !== undefined);
  expect(texts.length).toBeGreaterThan(10_000);
  expect(foreign.length).toBeLessThan(texts.length / 500);
});

const hear = createListener({
  schools: [],
  // To words alone it says nothing.
  toldByWords: () => ({ report: -9, danger: -9, route: 'dsl' }),
  log: { warn: () => undefined, error: () => undefined },
});

test('what was not understood is offered a report, leaves for no model, and says in what language', async () => {
  expect(await hear('czy mogę używać telefonu na lekcji', undefined)).toMatchObject({
    detection: { kind: 'unclear', route: 'dsl', likelier: 'report', language: 'pl', reasons: ['language'] },
    mayLeave: false,
  });
  expect((await hear('may i use my phone in lessons', undefined)).detection).toMatchObject({ kind: 'none' });
});

test('every language has its words, with 999 and who to phone', () => {
  for (const language of LANGUAGES) {
    const told = inTheirLanguage(language, 'Miriam Hale, 01632 960 201');
    expect(told?.danger).toMatch(/999/);
    expect(told?.words).not.toMatch(/999/);
    expect(told?.words).toContain('Miriam Hale, 01632 960 201');
    expect(told?.words).not.toMatch(/[{}]/);
    // Each is written in the language that it is for.
    expect(foreignLanguage(`${told?.words} ${told?.danger}`)).toBe(language);
  }
  expect(inTheirLanguage('other', 'x')).toBeUndefined();
});
