/** What shows something, or carries it: a picture, a film, a device, an app, something that was sent. Slips of the finger count too. */
const OF_PICTURES = [
  'pic(?!k|n)[a-z]*|pitcu[a-z]*|ph[ot]{2,}[a-z]*|pohto[a-z]*|foto[a-z]*|imag(?!in)[a-z]*|imgs?|imges?',
  'vid[a-z]*|vied[a-z]*|film(?:s|ed|ing)?|footage|clips?|record(?:s|ed|ing|ings)?|cctv|camera[a-z]*|webcam[a-z]*|gifs?|memes?|deep ?fake[a-z]*|ai',
  'scre+n[a-z]*|snap[a-z]*|selfies?|live ?stream[a-z]*|streamed|streaming|draw[a-z]*|drew',
  'nud[a-z]*|nak[a-z]*|undress[a-z]*|topless|underwear|sex[a-z]*|porn[a-z]*|upskirt[a-z]*|onlyfans|explicit|indecent|intimate|body|private parts?',
  'phones?|fones?|mobiles?|iphones?|ipads?|tablets?|laptops?|computers?|chromebooks?|devices?|usb|cloud|drive',
  'mes{1,2}[ae]?g[a-z]*|msg[a-z]*|texts?|texted|texting|dms?|dm[a-z]*|e ?mail[a-z]*|inbox[a-z]*|chats?|gc|whats ?app[a-z]*|airdrop[a-z]*|links?|attachments?|files?',
  'sent|sends?|sending|forward(?:s|ed|ing)|share[ds]?|sharing|post(?:s|ed|ing)?|upload[a-z]*|online|internet|web|sites?|websites?|apps?',
  'view(?:s|ed|ing)?|show(?:s|ed|ing|n)?|watch(?:es|ed|ing)?|blackmail[a-z]*|sextort[a-z]*',
  'insta[a-z]*|tik ?tok[a-z]*|facebook|fb|twitter|youtube|discord|telegram|reddit|roblox|kik|signal|messenger|socials?|omegle|twitch|bereal',
].join('|');

const WORDS = new RegExp(`(?<![a-z])(?:${OF_PICTURES})(?![a-z])`);
const SIGNS = /[📷📸📹🎥🤳📱🍆🍑]/u;

/**
 * Whether what someone wrote may be about a picture of a child: then what nobody may do with one is on the card. It takes in
 * far more than such pictures: a line too many does little harm, and one that is missing may do much.
 */
export const mayBeOfPictures = (text: string): boolean =>
  SIGNS.test(text) ||
  WORDS.test(
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}+/gu, ''),
  );
