import type { Language } from '../../../disclosure/reading/languages.ts';

interface Spoken {
  /** The person to phone replaces `{dsl}`. */
  readonly words: string;
  readonly isRightToLeft?: boolean;
}

/**
 * In each language the same: I do not understand it. Is someone in danger now? Phone 999. If a child or someone else may be
 * at risk, tell {dsl} now, or press the button below. Questions about policies, please, in English.
 */
const SPOKEN: Readonly<Record<Language, Spoken>> = {
  ar: {
    words:
      'لا أفهم العربية. هل هناك شخص في خطر الآن؟ اتصل بالرقم 999. إذا كان طفل أو أي شخص آخر قد يكون في خطر، فتحدث الآن مع: {dsl}، أو اضغط على الزر أدناه. يرجى طرح الأسئلة عن سياسات المدرسة باللغة الإنجليزية.',
    isRightToLeft: true,
  },
  bn: {
    words:
      'আমি বাংলা বুঝি না। কেউ কি এখন বিপদে আছে? 999 নম্বরে ফোন করুন। কোনো শিশু বা অন্য কেউ বিপদে থাকতে পারে মনে হলে এখনই তাঁর সঙ্গে কথা বলুন: {dsl}, অথবা নিচের বোতামটি চাপুন। নিয়মনীতি সম্পর্কে প্রশ্ন দয়া করে ইংরেজিতে করুন।',
  },
  cy: {
    words:
      "Nid wyf yn deall Cymraeg eto, mae'n ddrwg gen i. Oes rhywun mewn perygl nawr? Ffoniwch 999. Os gallai plentyn neu rywun arall fod mewn perygl, siaradwch nawr â: {dsl}, neu pwyswch y botwm isod. Gofynnwch gwestiynau am bolisïau yn Saesneg, os gwelwch yn dda.",
  },
  es: {
    words:
      'No entiendo español. ¿Hay alguien en peligro ahora? Llame al 999. Si un niño u otra persona puede estar en peligro, hable ahora con: {dsl}, o pulse el botón de abajo. Las preguntas sobre las normas de la escuela, por favor, en inglés.',
  },
  lt: {
    words:
      'Nesuprantu lietuviškai. Ar kam nors dabar gresia pavojus? Skambinkite 999. Jei pavojus gali grėsti vaikui ar kam nors kitam, dabar pat pasakykite šiam asmeniui: {dsl}, arba paspauskite žemiau esantį mygtuką. Klausimus apie mokyklos taisykles prašome užduoti angliškai.',
  },
  pa: {
    words:
      "ਮੈਂ ਪੰਜਾਬੀ ਨਹੀਂ ਸਮਝਦਾ। ਕੀ ਕੋਈ ਹੁਣ ਖ਼ਤਰੇ ਵਿੱਚ ਹੈ? 999 'ਤੇ ਫ਼ੋਨ ਕਰੋ। ਜੇ ਕੋਈ ਬੱਚਾ ਜਾਂ ਕੋਈ ਹੋਰ ਖ਼ਤਰੇ ਵਿੱਚ ਹੋ ਸਕਦਾ ਹੈ, ਤਾਂ ਹੁਣੇ ਇਹਨਾਂ ਨਾਲ ਗੱਲ ਕਰੋ: {dsl}, ਜਾਂ ਹੇਠਾਂ ਵਾਲਾ ਬਟਨ ਦਬਾਓ। ਨੀਤੀਆਂ ਬਾਰੇ ਸਵਾਲ ਕਿਰਪਾ ਕਰਕੇ ਅੰਗਰੇਜ਼ੀ ਵਿੱਚ ਪੁੱਛੋ।",
  },
  pl: {
    words:
      'Nie rozumiem po polsku. Czy ktoś jest teraz w niebezpieczeństwie? Zadzwoń pod numer 999. Jeśli dziecku lub komuś innemu może coś grozić, powiedz o tym teraz tej osobie: {dsl}, albo naciśnij przycisk poniżej. Pytania o zasady szkoły proszę zadawać po angielsku.',
  },
  pt: {
    words:
      'Não compreendo português. Alguém está em perigo agora? Ligue para o 999. Se uma criança ou outra pessoa puder estar em risco, fale já com: {dsl}, ou carregue no botão abaixo. As perguntas sobre as regras da escola, por favor, em inglês.',
  },
  ro: {
    words:
      'Nu înțeleg limba română. Este cineva în pericol acum? Sunați la 999. Dacă un copil sau altcineva ar putea fi în pericol, vorbiți acum cu: {dsl}, sau apăsați butonul de mai jos. Vă rog să puneți întrebările despre regulamente în engleză.',
  },
  so: {
    words:
      "Ma fahmo af Soomaali. Qof ma khatar ku jiraa hadda? Wac 999. Haddii ilmo ama qof kale uu khatar ku jiri karo, hadda la hadal: {dsl}, ama riix badhanka hoose. Su'aalaha ku saabsan siyaasadaha fadlan ku weydii af Ingiriisi.",
  },
  tr: {
    words:
      'Türkçe anlamıyorum. Şu anda tehlikede olan biri var mı? 999’u arayın. Bir çocuk veya başka biri tehlikede olabilirse hemen bu kişiyle konuşun: {dsl}, ya da aşağıdaki düğmeye basın. Okul kurallarıyla ilgili soruları lütfen İngilizce sorun.',
  },
  uk: {
    words:
      'Я не розумію українською. Хтось зараз у небезпеці? Телефонуйте 999. Якщо дитина або хтось інший може бути в небезпеці, зараз же скажіть про це цій особі: {dsl}, або натисніть кнопку нижче. Запитання про правила школи ставте, будь ласка, англійською.',
  },
  ur: {
    words:
      'میں اردو نہیں سمجھتا۔ کیا کوئی ابھی خطرے میں ہے؟ 999 پر فون کریں۔ اگر کوئی بچہ یا کوئی اور خطرے میں ہو سکتا ہے تو ابھی ان سے بات کریں: {dsl}، یا نیچے والا بٹن دبائیں۔ پالیسیوں کے بارے میں سوال براہِ کرم انگریزی میں پوچھیں۔',
    isRightToLeft: true,
  },
  'ur-Latn': {
    words:
      'Main Urdu nahi samajhta. Kya koi abhi khatre mein hai? 999 par phone karein. Agar koi bacha ya koi aur khatre mein ho sakta hai to abhi in se baat karein: {dsl}, ya neeche wala button dabayein. Policy ke baare mein sawal meherbani karke English mein poochein.',
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
): { readonly words: string; readonly isRightToLeft: boolean } | undefined {
  if (language === 'other') return undefined;
  const { words, isRightToLeft = false } = SPOKEN[language];
  return { words: words.replace('{dsl}', () => dsl), isRightToLeft };
}
