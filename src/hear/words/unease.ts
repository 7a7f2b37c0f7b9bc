import { holders, type School } from '../../school/school.ts';
import type { ConcernRoute } from '../detection.ts';

/** The name of this rule among the reasons of what was heard. */
export const UNEASE = 'unease';

/** That its writer is not at ease with how someone is. */
const NOT_AT_EASE =
  /\b(?:(?:not|never|n[o']?t|dont|cant say i am|wasnt|isnt|arent|hardly) (?:(?:really|very|that|so|too|all that|at all|quite|entirely|feel|feeling|been|am|im|be) )*(?:comfortable|happy|at ease|easy|keen|right|ok|okay) (?:with|about|on)|(?:uneasy|uncomfortable|uncomfy|creeped out|weirded out|funny|weird|odd|icky|worried|bothered|unsettled) (?:about|by|with)|(?:dont|didnt|do not|not) (?:really |much )?like|(?:bugs|bothers|worries|unsettles) me|something (?:(?:odd|off|weird|funny|not right|wrong|iffy) )?(?:about|with|in)) (?:how|the way|what)\b/;
const ADULT = String.raw`(?:he|she|they|hes|shes|theyre|mr|mrs|miss|ms|sir|colleagues?|teachers?|ta|tas|lsa|hlta|teaching assistants?|coach(?:es)?|tutors?|caretaker|site manager|cleaners?|cook|technician|librarian|volunteers?|governors?|supply|cover|trainee|student teacher|ect|mentor|counsellor|chaplain|peri|driver|escort|midday|deputy|assistant head|head of \w+|head ?teacher|headmaster|headmistress|principal|head|staff|one of us|someone here|sendco|senco)`;
/** What an adult does with, to or around pupils; what a school does for them is none of these. */
const DOES = String.raw`(?:talk|speak|spoke|jok|look|star|ogl|touch|hug|treat|behav|act|is with|are with|is around|are around|messag|text|flirt|teas|shout|scream|comment|sit|stand|singl|favour|put|wink|call|laugh|lean|spend|grab|handl|banter|cuddl|tickl|compliment|mock|pick|humiliat|belittl|hang|hover|watch|follow|giggl|whisper|play|wrestl|mess|lift|stroke|strok|pat|rub|massag|nickname)\w*`;
const PUPIL = String.raw`(?:pupils?|students?|kids?|child|children|girls?|boys?|lads?|lass(?:es)?|tutees?|sixth[- ]?formers?|6th[- ]?formers?|(?:year|yr|y) ?\d{1,2}s?|year (?:seven|eight|nine|ten|eleven)s?|little ones|reception|nursery|infants|juniors|ks[1-5]|sen)`;
const MANNER = new RegExp(String.raw`\b${ADULT}\b[^.?!]{0,50}?\b${DOES}\b[^.?!]{0,50}?\b${PUPIL}\b`);

/**
 * Where a worry goes that says no more than that its writer is not at ease with how an adult here is with pupils; `undefined` for anything
 * else. What is heard in such a message by its sound is now and then nothing at all.
 */
export function uneaseAbout(text: string, school: School | undefined): ConcernRoute | undefined {
  const said = text
    .toLowerCase()
    .replace(/['’‘`]/g, '')
    .replace(/[^\p{L}\p{N}.?! -]+/gu, ' ')
    .replace(/\s+/g, ' ');
  const at = NOT_AT_EASE.exec(said);
  const about = at ? said.slice(at.index + at[0].length) : '';
  if (!MANNER.test(about)) return undefined;
  if (/\bchair\b/.test(about) || names(about, school, 'chair-of-governors')) return 'governance-officer';
  const isHead =
    /\b(?:head ?teacher|headmaster|headmistress|principal)\b|\b(?:the|our) head\b(?! of\b)/.test(about) &&
    !/\b(?:deputy|assistant|vice) (?:head|principal)/.test(about);
  return isHead || names(about, school, 'headteacher') ? 'chair-of-governors' : 'headteacher';
}

/** Whether it names one who holds a role, by the family name. */
const names = (said: string, school: School | undefined, role: 'headteacher' | 'chair-of-governors'): boolean =>
  school !== undefined &&
  holders(school, role).some(({ name }) => said.split(' ').includes(name.split(/\s+/).at(-1)?.toLowerCase() ?? ''));
