import type { Language } from '../words/languages.ts';

interface Spoken {
  /** The person to phone replaces `{dsl}`. The last line is of danger, and a question, because nothing says that someone is in any. */
  readonly words: string;
  readonly isRightToLeft?: boolean;
}

/**
 * In each language the same: I do not understand it. Questions about policies, please, in English. If a child or someone else may be at
 * risk, tell {dsl} now, or press the button below. And by itself: is someone in danger now? Phone 999.
 */
const SPOKEN: Readonly<Record<Language, Spoken>> = {
  ar: {
    words:
      'لا أفهم العربية. يرجى طرح الأسئلة عن سياسات المدرسة باللغة الإنجليزية. إذا كان طفل أو أي شخص آخر قد يكون في خطر، فتحدث الآن مع: {dsl}، أو اضغط على الزر أدناه.\nهل هناك شخص في خطر الآن؟ اتصل بالرقم 999.',
    isRightToLeft: true,
  },
  bn: {
    words:
      'আমি বাংলা বুঝি না। নিয়মনীতি সম্পর্কে প্রশ্ন দয়া করে ইংরেজিতে করুন। কোনো শিশু বা অন্য কেউ বিপদে থাকতে পারে মনে হলে এখনই তাঁর সঙ্গে কথা বলুন: {dsl}, অথবা নিচের বোতামটি চাপুন।\nকেউ কি এখন বিপদে আছে? 999 নম্বরে ফোন করুন।',
  },
  cy: {
    words:
      "Nid wyf yn deall Cymraeg eto, mae'n ddrwg gen i. Gofynnwch gwestiynau am bolisïau yn Saesneg, os gwelwch yn dda. Os gallai plentyn neu rywun arall fod mewn perygl, siaradwch nawr â: {dsl}, neu pwyswch y botwm isod.\nOes rhywun mewn perygl nawr? Ffoniwch 999.",
  },
  es: {
    words:
      'No entiendo español. Las preguntas sobre las normas de la escuela, por favor, en inglés. Si un niño u otra persona puede estar en peligro, hable ahora con: {dsl}, o pulse el botón de abajo.\n¿Hay alguien en peligro ahora? Llame al 999.',
  },
  lt: {
    words:
      'Nesuprantu lietuviškai. Klausimus apie mokyklos taisykles prašome užduoti angliškai. Jei pavojus gali grėsti vaikui ar kam nors kitam, dabar pat pasakykite šiam asmeniui: {dsl}, arba paspauskite žemiau esantį mygtuką.\nAr kam nors dabar gresia pavojus? Skambinkite 999.',
  },
  pa: {
    words:
      "ਮੈਂ ਪੰਜਾਬੀ ਨਹੀਂ ਸਮਝਦਾ। ਨੀਤੀਆਂ ਬਾਰੇ ਸਵਾਲ ਕਿਰਪਾ ਕਰਕੇ ਅੰਗਰੇਜ਼ੀ ਵਿੱਚ ਪੁੱਛੋ। ਜੇ ਕੋਈ ਬੱਚਾ ਜਾਂ ਕੋਈ ਹੋਰ ਖ਼ਤਰੇ ਵਿੱਚ ਹੋ ਸਕਦਾ ਹੈ, ਤਾਂ ਹੁਣੇ ਇਹਨਾਂ ਨਾਲ ਗੱਲ ਕਰੋ: {dsl}, ਜਾਂ ਹੇਠਾਂ ਵਾਲਾ ਬਟਨ ਦਬਾਓ।\nਕੀ ਕੋਈ ਹੁਣ ਖ਼ਤਰੇ ਵਿੱਚ ਹੈ? 999 'ਤੇ ਫ਼ੋਨ ਕਰੋ।",
  },
  pl: {
    words:
      'Nie rozumiem po polsku. Pytania o zasady szkoły proszę zadawać po angielsku. Jeśli dziecku lub komuś innemu może coś grozić, powiedz o tym teraz tej osobie: {dsl}, albo naciśnij przycisk poniżej.\nCzy ktoś jest teraz w niebezpieczeństwie? Zadzwoń pod numer 999.',
  },
  pt: {
    words:
      'Não compreendo português. As perguntas sobre as regras da escola, por favor, em inglês. Se uma criança ou outra pessoa puder estar em risco, fale já com: {dsl}, ou carregue no botão abaixo.\nAlguém está em perigo agora? Ligue para o 999.',
  },
  ro: {
    words:
      'Nu înțeleg limba română. Vă rog să puneți întrebările despre regulamente în engleză. Dacă un copil sau altcineva ar putea fi în pericol, vorbiți acum cu: {dsl}, sau apăsați butonul de mai jos.\nEste cineva în pericol acum? Sunați la 999.',
  },
  so: {
    words:
      "Ma fahmo af Soomaali. Su'aalaha ku saabsan siyaasadaha fadlan ku weydii af Ingiriisi. Haddii ilmo ama qof kale uu khatar ku jiri karo, hadda la hadal: {dsl}, ama riix badhanka hoose.\nQof ma khatar ku jiraa hadda? Wac 999.",
  },
  tr: {
    words:
      'Türkçe anlamıyorum. Okul kurallarıyla ilgili soruları lütfen İngilizce sorun. Bir çocuk veya başka biri tehlikede olabilirse hemen bu kişiyle konuşun: {dsl}, ya da aşağıdaki düğmeye basın.\nŞu anda tehlikede olan biri var mı? 999’u arayın.',
  },
  uk: {
    words:
      'Я не розумію українською. Запитання про правила школи ставте, будь ласка, англійською. Якщо дитина або хтось інший може бути в небезпеці, зараз же скажіть про це цій особі: {dsl}, або натисніть кнопку нижче.\nХтось зараз у небезпеці? Телефонуйте 999.',
  },
  ur: {
    words:
      'میں اردو نہیں سمجھتا۔ پالیسیوں کے بارے میں سوال براہِ کرم انگریزی میں پوچھیں۔ اگر کوئی بچہ یا کوئی اور خطرے میں ہو سکتا ہے تو ابھی ان سے بات کریں: {dsl}، یا نیچے والا بٹن دبائیں۔\nکیا کوئی ابھی خطرے میں ہے؟ 999 پر فون کریں۔',
    isRightToLeft: true,
  },
  'ur-Latn': {
    words:
      'Main Urdu nahi samajhta. Policy ke baare mein sawal meherbani karke English mein poochein. Agar koi bacha ya koi aur khatre mein ho sakta hai to abhi in se baat karein: {dsl}, ya neeche wala button dabayein.\nKya koi abhi khatre mein hai? 999 par phone karein.',
  },
};

/**
 * What to do, in the language that someone wrote in.
 * @param dsl who to phone: a name, and a number where there is one
 * @returns undefined for a language that is not among ours
 */
export function inTheirLanguage(
  language: Language | 'other',
  dsl: string,
): { readonly words: string; readonly danger: string; readonly isRightToLeft: boolean } | undefined {
  if (language === 'other') return undefined;
  const { words, isRightToLeft = false } = SPOKEN[language];
  const [first = '', danger = ''] = words.split('\n');
  return { words: first.replace('{dsl}', () => dsl), danger, isRightToLeft };
}
