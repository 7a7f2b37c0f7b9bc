import { readFileSync } from 'node:fs';
import { readSchoolFile } from '../../src/config/school-file.ts';
import type { Detection } from '../../src/disclosure/detect.ts';
import { createListener, type Hear } from '../../src/disclosure/listen.ts';
import { shippedUnderstanding } from '../support/shipped.ts';

/** By rules and the encoder that is shipped, together: neither alone is what anyone hears. */
const schools = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools ?? [];
let hear: Hear;
beforeAll(async () => {
  const opening = await shippedUnderstanding();
  if (opening.kind !== 'open') throw new Error(opening.what);
  const { encoder, messages: thresholds } = opening.understanding;
  hear = createListener({ schools, head: { encoder, thresholds }, log: { warn: throwing, error: throwing } });
});
const throwing = (event: string): never => {
  throw new Error(event);
};

type Seen =
  | 'nothing'
  | 'small offer'
  | 'offer'
  | 'report'
  | 'perhaps danger'
  | 'danger'
  | 'support'
  | 'support, report'
  | 'crisis';

/** What someone sees of it. */
function seen(detection: Detection): Seen {
  switch (detection.kind) {
    case 'none':
      return 'nothing';
    case 'own-distress':
      return detection.isCrisis ? 'crisis' : 'support';
    case 'unclear':
      return detection.isQuiet ? 'small offer' : 'offer';
    case 'concern':
      if (!detection.emergency) return detection.ownDistress ? 'support, report' : 'report';
      return detection.isFaint ? 'perhaps danger' : 'danger';
  }
}

const lines = (text: string): readonly string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim());

async function heardAs(text: string, as: readonly Seen[]): Promise<readonly string[]> {
  const [school] = schools;
  const found = await Promise.all(
    lines(text).map(async (line) => [seen((await hear(line, school)).detection), line] as const),
  );
  return found.filter(([one]) => !as.includes(one)).map(([one, line]) => `${one}: ${line}`);
}

const HARMLESS: readonly Seen[] = ['nothing', 'small offer'];
const TOLD: readonly Seen[] = ['offer', 'report', 'perhaps danger', 'danger'];

describe('an injury at sport that has been treated', () => {
  test('is a question of what comes next', async () => {
    const found = await heardAs(
      `pupil dislocated wrist at rugby sat, plastered and back monday - does he need a risk assessment for pe
       broke wrist at rugby at the weekend, plastered and back monday – does he need a note for PE
       Jamie broke his arm on the trampoline on Saturday. In a cast, back Tuesday. Do I need a form for the stairs?
       yr9 lad bust his ankle at five a side, boot on, in tomorrow, can he use the lift
       one of mine fractured her collarbone falling off her horse, sling on, mum's sent the hospital letter. who keeps it
       Kid in my form did his ACL skiing over half term, op done, crutches, back in. Does he sit out PE?
       Sprained wrist at netball practice, iced it, strapped it, parents rang. Where does the accident form go?
       chipped a tooth at hockey, dentist's sorted it. do we log that
       Twisted her knee at gymnastics, physio says six weeks, back on Monday with a brace - who writes the care plan
       year 8 broke his wrist at rugby on saturday, got a cast on, back monday – does he need someone to scribe`,
      HARMLESS,
    );
    expect(found).toEqual([]);
  });

  test('is a report where the story does not fit, or nobody treated it', async () => {
    const found = await heardAs(
      `pupil broke his wrist, plastered and back monday, says it was rugby but he doesn't play
       her arm's in plaster, says she fell at gymnastics, but she told Ellie her dad twisted it
       third broken bone this year, always 'football', always back monday with a new story
       boy back with a cast, mum says trampoline, he says his stepdad pushed him down the stairs
       wrist in plaster, says rugby. flinched when i asked who was playing
       Dislocated shoulder at rugby he says. His brother says it was dad.
       broken collarbone, nobody took her to hospital for four days
       broke her arm 'falling off a horse' – she hasn't got a horse
       broke his wrist at rugby, plastered, but the bruises on his back are not from rugby
       the coach strapped a boy's thigh in the gym with the door locked, says he is physio trained`,
      TOLD,
    );
    expect(found).toEqual([]);
    expect(
      await heardAs(
        `pupil hurt his neck at rugby just now, can't feel his legs
         knocked out at rugby, not waking up properly`,
        ['danger'],
      ),
    ).toEqual([]);
  });
});

describe('what parents write to each other about a teacher', () => {
  test('is gossip while it is of marking, homework and lessons', async () => {
    const found = await heardAs(
      `the mums' whatsapp is slagging off mr x's marking, can they do that
       the mums' whatsapp is slagging off mr turner's marking, can they do that
       parents on facebook moaning that mrs kaur sets too much homework. are they allowed
       a dad's put on the year 5 chat that the science lessons are boring, do we answer
       Some of the mothers have a chat where they pick apart the new teacher's spelling. Is that permitted?
       parents' group chat grumbling about miss patel's lessons again, what's the line on that
       mum posted on the village page that mr jones can't teach fractions. can she say that
       pta lot are whinging online about reports being late and blaming me, anything we can do
       they're comparing teachers on the class whatsapp, who marks best, who doesn't. allowed?`,
      HARMLESS,
    );
    expect(found).toEqual([]);
  });

  test('is a report where it is abuse, a threat, an address, or of what an adult did to a child', async () => {
    const found = await heardAs(
      `the mums' whatsapp is calling mr x a paedo
       parents on facebook have put up miss patel's address and said go round
       a dad on the year 5 chat says he'll wait for mr jones in the car park
       the mums' whatsapp says mr x hit a child in his lesson
       They have a page called Sack Mrs Kaur with her photo and everyone is calling her names
       parents' chat is full of racist jokes about our new teacher
       mothers' chat: several of them say mr x touches the girls when he marks their books
       year 10 parents have been sending me abuse every night over my marking, it's 40 messages now
       mums group making up lies about me drinking at work`,
      TOLD,
    );
    expect(found).toEqual([]);
  });
});

describe('what is said of a long day, or of a match', () => {
  test('is no danger', async () => {
    const found = await heardAs(
      `ofsted rang. someone shoot me now
       girls got battered by st annes, 6 nil
       we got absolutely murdered by Kings at hockey
       lads were slaughtered 8-1, no survivors
       another data drop. just kill me
       if i get one more email about lanyards i will throw myself out of a window lol
       mocks, reports and open evening in one week, put me out of my misery
       Ofsted ringing on a Friday, I nearly died
       year 11 destroyed by the staff team 5 nil, never live it down
       inspection call came. bury me in the stock cupboard
       marking 120 books tonight, send help and wine, shoot me`,
      HARMLESS,
    );
    expect(found).toEqual([]);
  });

  test('is told where a child says it, someone is hurt, or its writer means it', async () => {
    const found = await heardAs(
      `girls got battered by st annes girls on the bus, one's bleeding
       he said someone should shoot him now
       lads got battered by two men outside the gate
       a boy wrote just kill me on his planner
       he wrote in his book please kill me
       she keeps saying just kill me now
       our girls got jumped and battered after the match
       she said put me out of my misery and showed me tablets
       he got hammered by his dad, 2 black eyes`,
      TOLD,
    );
    expect(found).toEqual([]);
    expect(
      await heardAs(
        `someone shoot me now, i mean it, i cant do this any more
         i want to kill myself, ofsted rang
         please kill me, i cant go on`,
        ['crisis'],
      ),
    ).toEqual([]);
    expect(await heardAs('i keep thinking about throwing myself out of a window', ['support', 'crisis'])).toEqual([]);
  });
});

describe('a pupil who is not fetched', () => {
  test('cannot wait, and is no 999 card while nothing worse is told', async () => {
    const found = await heardAs(
      `no one up top is answering and shes stood there on her own in the dark tho
       her mum's not picking up and it's pitch black out here tho, she's by the gate on her own
       his lift hasnt come and the office is shut, he's 11 and its dark
       Nobody has collected her, she is waiting alone by the gate and it's dark
       y7 lad still stood outside on his own, taxi hasnt turned up, the office is not answering`,
      ['offer', 'report', 'perhaps danger'],
    );
    expect(found).toEqual([]);
  });

  test('is danger as soon as it is', async () => {
    const found = await heardAs(
      `she's on her own in the dark and there's a man in a van talking to her
       no one up top is answering and he's on the roof
       shes stood on her own on the bridge, wont come down, no one answering
       he isn't where i left him and it's dark, no one's seen him
       no one is answering and she's stood there on her own, she can't breathe properly
       nobody picking up, he's waiting at the gate on his own with a knife
       a parent's dog has bitten a child at the gate, cannot pull it off, come quick`,
      ['danger'],
    );
    expect(found).toEqual([]);
  });
});

describe('who is not safe at home', () => {
  test('gets people to phone, and no form first', async () => {
    const found = await heardAs(
      `scared to go home tonight
       my ex waits outside
       my husband's waiting outside again and i don't want to go out there
       I am frightened of what he'll do when I get in
       partner goes through my phone and ive got to be home by four or else
       my ex is in the car park again, third time this week
       dont feel safe at home, can i stay in the building late
       my boyfriend put me against the wall last night
       not safe going back to the flat tonight
       my wife hits me and i dont know who to tell
       ex keeps turning up at my house
       my ex keeps ringing the office pretending to be a parent so he knows when i'm on gate duty`,
      ['support', 'support, report', 'crisis'],
    );
    expect(found).toEqual([]);
  });

  test('is someone else where someone else is told of', async () => {
    const found = await heardAs(
      `kayleigh is scared to go home tonight
       she said she's scared to go home tonight
       a pupil's ex waits outside for her
       scared to go home tonight she says, year 9
       her ex waits outside every day, shes in year 11
       her boyfriend goes through her phone, y10
       a mum told me her ex waits outside
       he's outside now with a bat, my ex, i'm in the staffroom`,
      TOLD,
    );
    expect(found).toEqual([]);
    expect(
      await heardAs(
        `my husband is waiting outside in the car, can i leave early
         my partner took me to the airport, can i have friday off
         my husband put me forward for the job, do i declare it
         my ex works here, can we share a duty`,
        ['nothing'],
      ),
    ).toEqual([]);
  });
});

describe('a threat to someone who works here', () => {
  const emergency = async (line: string) => {
    const { detection } = await hear(line, schools[0]);
    return { line, isOfStaff: 'isOfStaff' in detection };
  };

  test.each([
    'parent outside my house right now banging on the door',
    'dad threatened to stab me at the gate, he’s outside now',
  ])('%s: no child is stayed with', async (line) => expect(await emergency(line)).toEqual({ line, isOfStaff: true }));

  test.each([
    'dad of a y8 said he knows where she lives and hes coming for her',
    'a man at the gate says he’ll take the boy',
    'she keeps saying just kill me now',
  ])('%s: a child is', async (line) => expect(await emergency(line)).toEqual({ line, isOfStaff: false }));

  test('is a report, however it is put', async () => {
    const found = await heardAs(
      `dad of a y8 said he knows where i live
       mum in reception told me she'd find out where i park
       A father has told me he will be waiting at my house
       parent emailed 'i know your street', frightened
       a dad said he will burn my house down
       he followed my car home, that father`,
      TOLD,
    );
    expect(found).toEqual([]);
  });
});

describe('what someone was given on a course', () => {
  test('is a question', async () => {
    const found = await heardAs(
      `for my induction task: 'Mo, 11, tells you his stepdad hits him. List your first three actions.' done it, tutor gave me full marks
       They gave us one on the course today: 'Ellie, 12, says her cousin takes photos of her in the shower.' Who's that supposed to go to?
       showed us this one at the inset: a mother smells of drink at the gate. what is the right answer`,
      [...HARMLESS, 'offer'],
    );
    expect(found).toEqual([]);
  });

  test('what a child told someone there is a report', async () => {
    const found = await heardAs(
      `on the first aid course today a girl told me her stepdad hits her
       in my induction week a lad showed me bruises all up his back
       one of ours on the college course says her uncle takes photos of her in the bath`,
      TOLD,
    );
    expect(found).toEqual([]);
  });
});
