import { get } from './api.js';
import { avatar, h, icon } from './dom.js';
import { tour } from './tour.js';

/** Above every page. */
export const BANNER = 'Sandbox – nothing leaves this computer';

/** A link, so that another person opens in another window as easily as in this one. */
export function personTile(person) {
  const marks = [
    person.enabled ? '' : 'account disabled',
    person.kind === 'pupil' ? 'pupil' : '',
    person.kind === 'guest' ? 'guest' : '',
  ].filter(Boolean);
  return h(
    'li',
    {},
    h(
      'a',
      { class: 'tile', href: `/?as=${person.id}`, test: 'person', 'data-person': person.id },
      avatar(person.name),
      h(
        'span',
        {},
        person.role ? h('span', { class: 'role' }, person.role) : false,
        h('b', {}, person.name),
        h('small', {}, [person.jobTitle, person.department, ...marks].join(' · ')),
      ),
    ),
  );
}

/** Another page on this computer that goes with the sandbox. */
const beside = (other) =>
  other &&
  h(
    'a',
    { class: 'beside', href: other.url, test: 'beside' },
    icon('file', 28),
    h('span', {}, h('b', {}, other.title), h('small', {}, other.text)),
  );

/** The first page: whose Teams to look at. */
export async function drawChooser(app, state) {
  app.className = 'choosing';
  const list = h('ul', { class: 'tiles', test: 'people' });
  const draw = async (typed) => {
    const people = await get(`/people?top=60&q=${encodeURIComponent(typed)}`);
    const shown = typed ? people : people.filter((person) => person.role);
    list.replaceChildren(...shown.map(personTile));
  };
  const search = h('input', {
    class: 'field',
    id: 'find',
    type: 'search',
    test: 'person-search',
    placeholder: 'Name, job or address',
    oninput: (event) => draw(event.target.value),
  });
  app.replaceChildren(
    h('p', { class: 'banner', test: 'banner' }, BANNER),
    h(
      'main',
      { class: 'chooser', id: 'main' },
      h('h1', {}, `${state.school}: who are you?`),
      h(
        'p',
        {},
        `This is a pretend Microsoft Teams with the real ${state.app} in it. Choose whose Teams to see, and open several people in several windows: each stays live. Everyone here is invented.`,
      ),
      beside(state.beside),
      tour({ people: await get('/people?top=60&q='), channels: state.channels }),
      h('h2', {}, 'Or be anyone'),
      h('label', { for: 'find' }, `Find anyone among ${state.people.toLocaleString('en-GB')} accounts`),
      search,
      list,
    ),
  );
  await draw('');
}
