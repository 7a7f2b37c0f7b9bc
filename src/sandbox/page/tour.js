import { avatar, h } from './dom.js';

/** The first minute: for each of the three promises, who to be and what to do. Roles are those of the people list. */
const STEPS = [
  {
    title: 'Ask what a policy says',
    role: 'Teacher',
    say: 'can i add a year 11 on insta?',
    next: 'The question is typed for you: press Enter.',
  },
  {
    title: 'Have a policy acknowledged',
    role: 'HR',
    say: 'campaigns',
    next: 'Press Enter, then New campaign. Nobody is asked before you have seen who it would be.',
  },
  {
    title: 'Report a concern',
    role: 'Teaching assistant',
    say: 'Report a concern',
    next: 'Press Enter and fill in the form: nobody real gets it.',
  },
  {
    title: 'See the report arrive',
    role: 'DSL',
    opens: 'DSL',
    next: 'In the private channel of the DSL and deputies. It opens a window of its own: keep both side by side.',
  },
];

/** What to do first, where the school has people of these roles; nothing where it has none of them. */
export function tour({ people, channels }) {
  const steps = STEPS.flatMap((step) => {
    const person = people.find(({ role }) => role === step.role);
    return person
      ? [{ ...step, person, channel: channels.find(({ name }) => step.opens && name.endsWith(`› ${step.opens}`)) }]
      : [];
  });
  if (steps.length === 0) return undefined;
  const item = ({ title, next, say, person, channel }) => {
    const query = new URLSearchParams({
      as: person.id,
      ...(say ? { say } : {}),
      ...(channel ? { at: 'teams', channel: channel.id } : {}),
    });
    return h(
      'li',
      {},
      h(
        'a',
        { class: 'step', href: `/?${query}`, test: 'step', ...(channel ? { target: '_blank' } : {}) },
        h('b', {}, title),
        h('span', { class: 'as' }, avatar(person.name, 'small'), `as ${person.name}, ${person.role}`),
        say ? h('q', {}, say) : false,
        h('small', {}, next),
      ),
    );
  };
  return h('section', {}, h('h2', {}, 'Start here'), h('ol', { class: 'steps' }, ...steps.map(item)));
}
