/** The languages, beside English, that are known by name: those most spoken among staff of UK schools. */
export const LANGUAGES = [
  'ar',
  'bn',
  'cy',
  'es',
  'lt',
  'pa',
  'pl',
  'pt',
  'ro',
  'so',
  'tr',
  'uk',
  'ur',
  'ur-Latn',
] as const;
export type Language = (typeof LANGUAGES)[number];

const list = (words: string): readonly string[] => words.split(/\s+/).filter((word) => word !== '');

/** The small words that hardly a message in English is without. */
const ENGLISH: ReadonlySet<string> = new Set(
  list(`
    a about after all also am an and any anyone are as at back be because been before being but by can could day did do does
    doing done down even for from get gets getting go goes going got had has have he her here hers him his how i if in into is
    it its just know last let like made make may me might more most much must my need never new no not now of off on once one
    only or other our out over own please said same say school see she should so some someone staff still such take teacher
    tell than that the their them then there these they thing this those time to today told too two under until up us very
    want was way we week well went were what when where which while who why will with work would year yes yet you your im ive
    dont cant didnt doesnt isnt wont thats whats hes shes theyre id ill its u ur r pls ppl hello hi thanks help child children
    kid kids pupil pupils boy girl mum dad mam class lesson lessons policy phone
  `),
);

/** Small words, and some that a worried adult needs. What is English too is left out below; names are none of them. */
const WORDS: Readonly<Partial<Record<Language, readonly string[]>>> = {
  cy: list(`
    mae mae'r yn y yr yw ydy ydi oes roedd dw dwi rydw wyf nid ddim ond hefyd gyda gan efo fy ei eu ein dy hi fo nhw ni beth pryd
    ble sut pam pwy mewn wedi wrth ar am ac bod fod fydd fel hyn hwn hon mi fi i'r o'r a'r sydd sy'n yma yno os gallaf alla
    ydy'r mae'n dw dyw neu newydd
    plentyn bachgen merch athro athrawes ysgol tad yn y'r dweud ddweud wrtha taro brifo ofn cael ffôn cymorth
  `),
  es: list(`
    el la los las de del que y en un una unos es no se por con para su sus al lo como más pero le ya o este esta está estoy son
    fue ha he muy sin sobre también me hasta hay donde quien desde todo nos durante yo él ella niño niña hijo hija padre madre
    escuela profesor profesora alumno alumna casa puedo qué cuándo cómo ayuda pega pegó golpea miedo dijo tiene
  `),
  lt: list(`
    ir yra kad ne bet su į iš ar aš jis ji jie mes jūs mano jo jos jų tai šis ši kaip kas ką kur kada kodėl prie apie per už nuo
    jei kam nors iš arba prašome apie dabar pat dėl labai buvo bus turi galiu gali noriu reikia jau dar tik vaikas vaiką vaikai vaikui berniukas mergaitė mokykla mokykloje
    mokytojas mokytoja tėvas motina muša mušė pasakė sakė padėkite pagalba bijo telefonas namuose
  `),
  pl: list(`
    jest są nie się na z że i w do jak ale co to czy po dla przez już tak od był była było być mam mamy ma mnie mi go jej jego
    ich ten ta te tego tej kto kiedy gdzie dlaczego bardzo może mogę można jestem chcę tylko też oraz przy pod nad bo więc
    dziecko dziecka chłopiec dziewczynka dziewczynki uczeń uczennica uczniem szkoła szkole szkoły nauczyciel ojciec ojca matka
    bije bił uderzył powiedział powiedziała pomocy pomoc boi telefon telefonu domu wczoraj
  `),
  pt: list(`
    o os as de do da dos das que e em um uma para com não se por mais como mas ao ele ela eles foi ser está estou são tem seu
    sua ou quando muito nos já eu também só pelo pela até isso isto esta este minha meu você posso quem onde porque porquê
    criança menino menina rapaz rapariga filho filha pai mãe escola professor professora aluno aluna casa bate bateu disse
    ajuda medo telemóvel
  `),
  ro: list(`
    este sunt nu și si că ca la în din pe cu o un de ce care mai dar pentru fi fost a al ale lui ei eu el ea noi voi am ai au
    să sa se îmi imi mi-a mi le lor cum când cand unde cine dacă daca foarte poate pot trebuie acum doar copil copilul copii
    băiat baiat băiatul fată fata fetiță fetita elev școală scoala școlii profesor profesoara tatăl tatal mama lovește loveste
    bate bătut batut spus ajutor frică frica telefon telefonul acasă acasa
  `),
  so: list(`
    qof jiraa jiro jiri hadda fadlan ama kale af saabsan waa ayaa oo iyo ka ku u la ma aan waxaan waxa waxay wuxuu in uu ay aad buu bay isaga iyada aniga adiga kuwa kale soo si
    marka maxaa maxay goorma halkee sidee haddii laakiin inta caruur carruur ilmo ilmaha wiil wiilka gabar gabadh gabadha
    dugsi dugsiga iskuul iskuulka macallin macalin macalinka aabe aabihiis aabihii hooyo hooyadeed garaacay garaaca dilay
    caawi caawimaad cabsi sheegay telefoon guriga
  `),
  tr: list(`
    ve bir bu da de için ile mi mı mu mü ne çok ama gibi daha var yok değil o şu ben sen biz siz onlar benim onun bana ona beni
    onu nasıl neden nerede kim olan oldu olarak kadar sonra önce her şey şimdi çocuk çocuğu çocuğa çocuklar öğrenci öğretmen
    okul okulda okulun baba babası anne annesi kız erkek dövüyor dövdü vurdu vuruyor söyledi dedi yardım edin korkuyor telefon
    telefonu evde kullanabilir miyim
  `),
  'ur-Latn': list(`
    hai hain hoon ho tha thi thay ka ki ke ko se ne mein main mai mera meri mere mujhe mujhay hum ham hamara aap tum wo woh us
    uska uski uske usay usko iska yeh ye kya kyun kab kahan kaise kaun aur ya lekin magar nahi nahin nai bhi sirf bohat bahut
    agar jab tak par wala wali kar karta karti karna kiya raha rahi rahe gaya gayi sakta sakti chahiye bacha bachay bachi bachon
    larka larki ladka ladki beta beti baap abu ammi maa ustad teacherni maarta marta maara mara bataya kaha madad darr dar
    ghar munda kudi nu vich da di sanu menu oh assi tusi
  `),
};

/** Letters that no English is written in, and whose they are; within the Arabic and Cyrillic ones, by letters of their own. */
const SCRIPTS: readonly (readonly [letters: RegExp, languageOf: (text: string) => Language | 'other'])[] = [
  [/\p{Script=Arabic}/gu, (text) => (/[ٹڈڑےںہھۓ]/u.test(text) ? 'ur' : /[پچگژ]/u.test(text) ? 'other' : 'ar')],
  [/\p{Script=Bengali}/gu, () => 'bn'],
  [/\p{Script=Gurmukhi}/gu, () => 'pa'],
  [/\p{Script=Cyrillic}/gu, (text) => (/[іїєґ]/iu.test(text) ? 'uk' : 'other')],
];
const LETTERS = /\p{L}/gu;
const FOREIGN_LETTERS = /[^\P{L}\p{Script=Latin}]/gu;
const TYPED_WORD = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;

/** Beyond this a text has shown what it is written in. */
const ENOUGH = 4_000;
/** Letters, for one word of another script is no language. */
const FEWEST_LETTERS = 3;
/** Of the words so many are small words of the language. */
const SHARE = 0.2;
/** Letters. */
const LONG_WORD = 6;
/** A text of so many words without one small word of English is not English. */
const LONG_ENOUGH = 12;

/**
 * The language of a text that is not English, `other` where it is none of LANGUAGES; `undefined` for English, for what is too
 * short to tell, and for a foreign word in an English sentence.
 */
export function foreignLanguage(raw: string): Language | 'other' | undefined {
  const text = raw.slice(0, ENOUGH).normalize('NFC').toLowerCase();
  const foreign = text.match(FOREIGN_LETTERS)?.length ?? 0;
  if (foreign >= FEWEST_LETTERS && 2 * foreign >= (text.match(LETTERS)?.length ?? 0)) return byScript(text);
  const words = (text.match(TYPED_WORD) ?? []).map((word) => word.replaceAll('’', "'"));
  const english = words.filter((word) => ENGLISH.has(word)).length;
  const [best, hits] = byWords(words);
  const isPlain = hits >= 2 && hits > english && hits >= SHARE * words.length;
  // One word alone is a language only where it is hardly anything else: "pomocy", not "ya".
  const isAlone = words.length === 1 && hits === 1 && (words[0]?.length ?? 0) >= LONG_WORD;
  if (best && (isPlain || isAlone)) return best;
  return english === 0 && words.length >= LONG_ENOUGH ? 'other' : undefined;
}

function byScript(text: string): Language | 'other' {
  const counted = SCRIPTS.map(([letters, languageOf]) => ({ count: text.match(letters)?.length ?? 0, languageOf }));
  const most = counted.reduce((best, one) => (one.count > best.count ? one : best));
  return most.count > 0 ? most.languageOf(text) : 'other';
}

const LANGUAGES_OF: ReadonlyMap<string, readonly Language[]> = (() => {
  const languages = new Map<string, Language[]>();
  for (const [language, words] of Object.entries(WORDS))
    for (const word of new Set(words))
      if (!ENGLISH.has(word)) languages.set(word, [...(languages.get(word) ?? []), language as Language]);
  return languages;
})();

/** The language that most of the words belong to, and how many different ones do. */
function byWords(words: readonly string[]): readonly [Language | undefined, number] {
  const hits = new Map<Language, number>();
  for (const word of new Set(words))
    for (const language of LANGUAGES_OF.get(word) ?? []) hits.set(language, (hits.get(language) ?? 0) + 1);
  return [...hits].reduce<readonly [Language | undefined, number]>(
    (best, one) => (one[1] > best[1] ? one : best),
    [undefined, 0],
  );
}
