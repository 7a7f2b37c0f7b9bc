import { z } from 'zod/v4';
import type { Recipient } from '../../concern/concern.ts';
import type { Concerns } from '../../concern/concerns.ts';
import { type Draft, isSettled } from '../../concern/draft.ts';
import { dutiesOn } from '../../concern/duties.ts';
import { roleOf, routeFor, type Subject } from '../../concern/routing.ts';
import { Fault } from '../../core/fault.ts';
import { parseGuid, type UserId } from '../../core/ids.ts';
import type { Log } from '../../core/log.ts';
import type { Directory, Standing } from '../../core/people.ts';
import type { School, Trust } from '../../core/school.ts';
import { within } from '../../core/within.ts';
import { submitDialog } from '../card.ts';
import { REPORT_DIALOG } from '../dialogs.ts';
import { OUTSIDER_TEXT, PUPIL_TEXT } from '../help-cards.ts';
import type { Routes } from '../routes.ts';
import { type DialogAnswer, type DialogTurn, message } from '../turn.ts';
import { awayCard, invitationCard, nobodyCard, supportCard, unsentCard, whichSchoolCard } from './before-cards.ts';
import { filledIn } from './filled-in.ts';
import { givenBack, keepingSteps, noteTrouble, officesOf } from './held-words.ts';
import { picksIn } from './picked.ts';
import { type Complaint, factsCard, NOT_KEPT, NOT_SAVED, STALE_DRAFT, sendCard, sentCard } from './report-cards.ts';
import { createReportPages, dialog } from './report-pages.ts';
import {
  backStep,
  begun,
  factsStep,
  namedBefore,
  namedStep,
  ofDraft,
  sendStep,
  subjectStep,
  typedBefore,
  typedIn,
  withSubject,
  withWords,
} from './report-steps.ts';
import { BACK, BEGIN, FACTS, NAMED, SEND, SUBJECT } from './verbs.ts';

export interface ReportParts {
  readonly concerns: Concerns;
  readonly trust: Trust;
  readonly directory: Directory;
  standingOf(user: UserId): Promise<Standing>;
  readonly log: Log;
}

const ELSEWHERE =
  'Please open our own chat and press Report a concern there. Nothing of it is asked or shown here, where others read along.';

/** How long somebody whose step has just failed waits for the numbers of their own school instead of those of all. */
const KNOWN_MS = 1_000;

/** The report form. Who it is about is asked, and decides the route, before there is a box to write in. */
export function registerReports(routes: Routes, parts: ReportParts): void {
  const { concerns, trust } = parts;
  const { schoolOf, resume, showBefore, showNamed, showFacts, showSend } = createReportPages(parts);

  const keeping = keepingSteps(routes, parts.log);
  const step = (verb: string, handler: (turn: DialogTurn) => Promise<DialogAnswer>): void =>
    keeping(verb, handler, (turn) => away(turn, verb, turn.data));
  const away = async (turn: DialogTurn, verb: string, data: unknown): Promise<DialogAnswer> => {
    const chosen = z.record(z.string(), z.unknown()).safeParse(data).data;
    const own = await schoolKnownNow(turn);
    const again = submitDialog('Try again', verb, chosen, { primary: true });
    return dialog(awayCard(own ? [own] : trust.schools, again));
  };
  /** Whose school it is may still be known; whoever waits for this has waited already. */
  const schoolKnownNow = async ({ sender }: DialogTurn): Promise<School | undefined> => {
    const late = () => new Fault('unavailable', 'whose school it is was not known in time');
    const standing = await within(KNOWN_MS, () => parts.standingOf(sender.userId), late).catch(() => undefined);
    return standing?.kind === 'staff' ? trust.schools.find(({ id }) => id === standing.school) : undefined;
  };
  /** The draft was sent, removed or too old meanwhile: what is on its page is given back. */
  const stale = (turn: DialogTurn): DialogAnswer => givenBack(turn.data, STALE_DRAFT);

  async function open(turn: DialogTurn): Promise<DialogAnswer> {
    const unsent = await concerns.unsent(turn.sender.userId);
    if (unsent && isWorthKeeping(unsent)) return dialog(unsentCard(unsent, turn.now));
    return start(turn);
  }
  routes.dialog(REPORT_DIALOG, async (turn) => {
    try {
      return (await notHere(turn)) ?? (await open(turn));
    } catch (error) {
      noteTrouble(parts.log, error);
      return away(turn, BEGIN, { choice: 'open' });
    }
  });

  step(BEGIN, async (turn) => {
    const refused = await notHere(turn);
    if (refused) return refused;
    const { data } = begun.safeParse(turn.data);
    if (!data) return message(STALE_DRAFT);
    const user = turn.sender.userId;
    switch (data.choice) {
      case 'open':
        return open(turn);
      case 'resume': {
        const draft = data.draft && (await concerns.draft(data.draft, user));
        return draft ? resume(draft, turn.now) : message(STALE_DRAFT);
      }
      case 'again':
        if (data.draft) await concerns.discard(data.draft, user);
        return start(turn);
      case 'school':
        if (data.school === undefined)
          return dialog(whichSchoolCard(trust.schools, { isAskedFor: true, draft: data.draft }));
        return start(turn, data.school, data.draft);
      case 'beside': {
        const draft = data.of && (await concerns.beginBeside(data.of, { user, tenant: turn.sender.tenantId }));
        return draft ? showFacts(draft, turn.now) : message(STALE_DRAFT);
      }
      default:
        return data.choice satisfies never;
    }
  });

  step(SUBJECT, async (turn) => {
    const draft = await draftIn(turn);
    if (!draft) return stale(turn);
    const { data } = subjectStep.safeParse(turn.data);
    const school = schoolOf(draft);
    if (!data) return showBefore(draft, turn.now, { complaint: 'Please answer both questions.', typed: turn.data });
    if (data.about === 'own-distress') {
      await concerns.discard(draft.id, draft.user);
      return dialog(supportCard(school));
    }
    const kept = await concerns.keep(draft.id, draft.user, {
      // Whoever was named before stays named until the next page says otherwise.
      subject: { people: [], ...draft.subject, kind: data.about },
      toldInPerson: data.toldInPerson,
    });
    return kept ? showNamed(kept) : stale(turn);
  });

  step(NAMED, async (turn) => {
    const draft = await draftIn(turn);
    const { data } = namedStep.safeParse(turn.data);
    if (!draft?.subject || !data) return stale(turn);
    const { kind } = draft.subject;
    const picked = picksIn(data.people);
    const again = async (complaint: string, elsewhere: readonly School[] = []) => {
      const page = await showNamed(withSubject(draft, { people: picked, name: data.name }), complaint, elsewhere);
      return page.kind === 'dialog' ? { ...page, card: filledIn(page.card, { conduct: data.conduct }) } : page;
    };
    const found = await findPeople(data.people);
    if (found === 'unknown')
      return again('I could not find one of them in the directory. Please pick again, or write the name.');
    if (kind === 'staff' && found.ids.length === 0 && data.name === '')
      return again('Please pick or write who it is about, so that it does not reach them.');

    const hasNamed = found.ids.length > 0 || data.name !== '';
    if (kind === 'child' && hasNamed && data.conduct === '')
      return again('Please say whether it is about something that they did or may have done. It decides who gets it.');
    // What an adult did is a matter about that adult: it goes to whoever answers for them, and apart from children's records.
    const isConduct = kind === 'child' && hasNamed && data.conduct === 'yes';
    const subject: Subject = {
      kind: isConduct ? 'staff' : kind,
      people: found.ids,
      ...(data.name !== '' && { name: data.name }),
    };
    const elsewhere = subject.kind === 'staff' && !data.isHere ? answeringElsewhere(draft, found.ids) : [];
    if (elsewhere.length > 0)
      return again(
        `Somebody you named answers for such reports at ${elsewhere.map(({ name }) => name).join(' and ')}. If it happened there, choose that school. If it happened here, press Next again.`,
        elsewhere,
      );
    const named = [...found.names, data.name].filter((name) => name !== '').join(', ');
    const kept = await concerns.keep(draft.id, draft.user, { subject, words: { named } });
    return kept ? showFacts(kept, turn.now) : stale(turn);
  });

  /** The head of one school is no party to what people of another report. */
  const answeringElsewhere = (draft: Draft, people: readonly UserId[]): readonly School[] => {
    const answers = (school: School, id: UserId): boolean => roleOf(school, id, ANSWERING) !== undefined;
    return trust.schools.filter(
      (school) =>
        school.id !== draft.school && people.some((id) => answers(school, id) && !answers(schoolOf(draft), id)),
    );
  };

  keeping(FACTS, keepFacts, notKept);
  async function keepFacts(turn: DialogTurn): Promise<DialogAnswer> {
    const draft = await draftIn(turn);
    if (!draft?.subject) return stale(turn);
    if (!isSettled(draft)) return showNamed(draft);
    const parsed = factsStep.safeParse(turn.data);
    if (!parsed.success) return showFacts(withWords(draft, turn.data), turn.now, TOO_LONG);
    const { draft: id, ...words } = parsed.data;
    const kept = await concerns.keep(id, draft.user, { words });
    if (!kept) return stale(turn);
    if (words.seen === '' && words.said === '') return showFacts(kept, turn.now, 'Please write what you saw or heard.');
    if (draft.subject.kind === 'child' && words.who === '')
      return showFacts(kept, turn.now, 'Please write the name and class, or “not known”.');
    return showSend(kept);
  }

  keeping(
    SEND,
    async (turn) => {
      const { data } = ofDraft.safeParse(turn.data);
      return data ? sendDraft(turn, data.draft) : stale(turn);
    },
    notSaved,
  );

  async function sendDraft(turn: DialogTurn, id: string): Promise<DialogAnswer> {
    const user = turn.sender.userId;
    const draft = await concerns.draft(id, user);
    // Sent before, it has no draft any more; `send` finds what became of it.
    if (draft && !isSettled(draft)) return showNamed(draft);
    const parsed = sendStep.safeParse(turn.data);
    if (!parsed.success)
      return draft?.subject
        ? showSend(
            withWords(draft, turn.data),
            'Please say whether somebody has to act today, and keep each answer within its limit: 6,000 characters, 2,000 for who else knows.',
          )
        : stale(turn);
    const { draft: _id, urgent, to, shutOut, ...words } = parsed.data;
    const isUrgent = urgent !== 'no';
    // A step that arrives late may have changed who gets it since the button was shown: then the button says so first.
    if (draft?.subject && to !== undefined) {
      const { steps, excluded } = routeFor(schoolOf(draft), draft.subject, user);
      if (steps[0] !== to || excluded.length !== shutOut)
        return showSend(withWords(draft, turn.data), 'Who gets it has changed. Please look, and send it again.');
    }
    const sent = await concerns.send(id, user, { isUrgent, words: { ...words, safeTonight: urgent } });
    switch (sent.kind) {
      case 'raised':
      case 'already-raised':
        // Sent a second time there is no draft any more, and what it was about is not told from its receipt.
        return dialog(
          sentCard(
            sent.receipt,
            turn.now,
            draft?.subject && {
              duties: dutiesOn(schoolOf(draft), draft.subject.kind, turn.now),
              isChild: draft.subject.kind === 'child',
            },
          ),
        );
      case 'nobody-may-have-it':
        return dialog(nobodyCard(sent.phones, { ...draft?.words, ...typedIn(turn.data) }));
      case 'no-draft':
      case 'no-subject':
        return stale(turn);
      default:
        return sent satisfies never;
    }
  }

  /** What was typed is in the reporter's hands only: they get it back, with the plain truth and whom to phone. */
  async function notSaved(turn: DialogTurn): Promise<DialogAnswer> {
    const { data } = ofDraft.safeParse(turn.data);
    if (!data) return stale(turn);
    const draft = await draftIn(turn).catch(() => undefined);
    if (draft?.subject) return showSend(withWords(draft, turn.data), NOT_SAVED);
    // Not even the draft can be read: the page is shown again from what came along.
    return dialog(sendCard({ draft: data.draft, words: typedIn(turn.data), complaint: unknownTo(NOT_SAVED) }));
  }

  const unknownTo = (text: string): Complaint => ({ text, phones: officesOf(trust.schools) });

  /** The same for the page before: the child's own words stand on it. */
  async function notKept(turn: DialogTurn): Promise<DialogAnswer> {
    const { data } = ofDraft.safeParse(turn.data);
    if (!data) return stale(turn);
    const draft = await draftIn(turn).catch(() => undefined);
    if (draft?.subject) return showFacts(withWords(draft, turn.data), turn.now, NOT_KEPT);
    return dialog(factsCard({ draft: data.draft, words: typedIn(turn.data), complaint: unknownTo(NOT_KEPT) }));
  }

  keeping(BACK, goBack, (turn) => {
    const to = backStep.safeParse(turn.data).data?.to;
    if (to === 'facts') return notSaved(turn);
    return to === 'named' ? notKept(turn) : away(turn, BACK, turn.data);
  });
  async function goBack(turn: DialogTurn): Promise<DialogAnswer> {
    const found = await draftIn(turn);
    const { data } = backStep.safeParse(turn.data);
    if (!found || !data) return stale(turn);
    // Whoever goes back to name somebody who must not see it takes along what is written.
    const words = typedBefore(turn.data);
    const subject = namedBefore(found, turn.data);
    const isMore = subject !== undefined || Object.keys(words).length > 0;
    const draft = isMore ? await concerns.keep(found.id, found.user, { words, ...(subject && { subject }) }) : found;
    if (!draft) return stale(turn);
    if (data.to === 'subject' || !draft.subject) return showBefore(draft, turn.now);
    return data.to === 'named' ? showNamed(draft) : showFacts(draft, turn.now);
  }

  routes.command(['report', 'report a concern', 'report concern'], async (turn) => {
    const standing = await parts.standingOf(turn.sender.userId);
    if (standing.kind === 'pupil') return void (await turn.replyPrivately({ text: PUPIL_TEXT }));
    if (standing.kind === 'outsider') return void (await turn.replyPrivately({ text: OUTSIDER_TEXT }));
    await turn.replyPrivately({ card: invitation(standing), summary: 'Report a concern' });
  });

  const invitation = (standing: Standing) => {
    const school =
      standing.kind === 'staff' ? trust.schools.find(({ id }) => id === standing.school) : trust.schools[0];
    return invitationCard(school);
  };

  /** @param from the draft that is left for one at another school: what was written and who was named comes along */
  async function start(turn: DialogTurn, chosen?: string, from?: string): Promise<DialogAnswer> {
    const standing = await parts.standingOf(turn.sender.userId);
    // Some work at several schools: what they chose themselves counts before what the directory says first.
    const own = chosen ?? (standing.kind === 'staff' ? standing.school : undefined);
    const school = trust.schools.length === 1 ? trust.schools[0] : trust.schools.find(({ id }) => id === own);
    if (!school) return dialog(whichSchoolCard(trust.schools));
    const user = turn.sender.userId;
    const before = from === undefined ? undefined : await concerns.draft(from, user);
    const draft = await concerns.begin(user, school);
    if (!before) return showBefore(draft, turn.now);
    // Whoever answers there is other people: who must not see it is asked anew.
    const { named: _named, ...words } = before.words;
    const { toldInPerson } = before;
    const subject = namedBefore(before, turn.data) ?? before.subject;
    const moved = await concerns.keep(draft.id, user, {
      words,
      ...(subject && { subject }),
      ...(toldInPerson && { toldInPerson }),
    });
    if (moved) await concerns.discard(before.id, user);
    return showBefore(moved ?? draft, turn.now);
  }

  /** Who gets no form: whoever is not in their own chat, pupils and strangers. An unknown standing is let in. */
  async function notHere(turn: DialogTurn): Promise<DialogAnswer | undefined> {
    if (turn.place.kind !== 'personal') return message(ELSEWHERE);
    const standing = await parts.standingOf(turn.sender.userId);
    if (standing.kind === 'pupil') return message(PUPIL_TEXT);
    return standing.kind === 'outsider' ? message(OUTSIDER_TEXT) : undefined;
  }

  async function draftIn(turn: DialogTurn): Promise<Draft | undefined> {
    const { data } = ofDraft.safeParse(turn.data);
    return data && (await concerns.draft(data.draft, turn.sender.userId));
  }

  /** Checks picked ids in the directory. While it does not answer they count as they are: leaving one out is the worse error. */
  async function findPeople(sent: string): Promise<{ ids: UserId[]; names: string[] } | 'unknown'> {
    const picked = sent
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '');
    const ids: UserId[] = [];
    const names: string[] = [];
    for (const text of picked.slice(0, 20)) {
      const id = parseGuid<UserId>(text);
      if (!id) return 'unknown';
      try {
        const person = await parts.directory.person(id);
        if (!person) return 'unknown';
        names.push(person.name);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
      ids.push(id);
    }
    return { ids, names };
  }
}

/** Who runs a school or answers for its children. */
const ANSWERING: readonly Recipient[] = ['headteacher', 'dsl', 'chair-of-governors'];

const TOO_LONG =
  'Please keep each answer within its limit: 6,000 characters, 2,000 for what you asked and how they seemed. You can add more after sending.';

/** A draft with nothing in it but its start is not worth asking about. */
const isWorthKeeping = (draft: Draft): boolean => draft.subject !== undefined;
