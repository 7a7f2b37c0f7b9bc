import { get } from '../api.js';
import { h, say } from '../dom.js';

const { AdaptiveCards } = window;

/** The element that stands in for an Input.ChoiceSet over `graph.microsoft.com/users`. */
export const PEOPLE_INPUT = 'Input.SandboxPeople';

/** Teams' people picker: type a name, pick with arrows and Enter. Its value is Entra ids, joined by commas. */
export class PeopleInput extends AdaptiveCards.Input {
  picked = [];
  options = [];
  active = -1;

  getJsonTypeName() {
    return PEOPLE_INPUT;
  }

  internalParse(source, context) {
    super.internalParse(source, context);
    this.source = source;
  }

  get value() {
    return this.picked.length === 0 ? undefined : this.picked.map((person) => person.id).join(',');
  }

  isSet() {
    return this.picked.length > 0;
  }

  internalRender() {
    this.list = h('ul', {
      class: 'options',
      role: 'listbox',
      id: `${this.id}-options-${Math.random().toString(36).slice(2)}`,
      hidden: true,
    });
    this.chips = h('div', { class: 'picked' });
    this.box = h('input', {
      type: 'text',
      role: 'combobox',
      autocomplete: 'off',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': this.list.id,
      placeholder: this.source.placeholder ?? 'Type a name',
      oninput: () => this.lookUp(),
      onkeydown: (event) => this.onKey(event),
      onblur: () => setTimeout(() => this.close(), 150),
    });
    for (const id of this.initial()) {
      get(`/people/${encodeURIComponent(id)}`).then(
        (person) => this.pick(person),
        () => undefined,
      );
    }
    return h('div', { class: 'people', style: 'flex: 1' }, this.chips, this.box, this.list);
  }

  initial() {
    return String(this.source.value ?? '')
      .split(',')
      .filter(Boolean);
  }

  async find(typed) {
    const people = await get(`/people?top=8&q=${encodeURIComponent(typed)}`);
    return people.map((person) => ({ ...person, about: `${person.jobTitle}, ${person.department}` }));
  }

  found(count) {
    return `${count} people found`;
  }

  // The label belongs to the text box, not to the element around it.
  updateInputControlAriaLabelledBy() {
    const ids = this.getAllLabelIds();
    if (ids.length > 0) this.box?.setAttribute('aria-labelledby', ids.join(' '));
    if (this.isRequired) this.box?.setAttribute('aria-required', 'true');
  }

  focus() {
    this.box?.focus();
  }

  async lookUp() {
    const typed = this.box.value.trim();
    if (typed === '') return this.close();
    const found = await this.find(typed);
    if (this.box.value.trim() !== typed) return;
    this.options = found.filter((person) => !this.picked.some((other) => other.id === person.id));
    this.active = this.options.length > 0 ? 0 : -1;
    this.draw();
    say(this.found(this.options.length));
  }

  draw() {
    this.list.replaceChildren(
      ...this.options.map((person, index) =>
        h(
          'li',
          {
            role: 'option',
            id: `${this.list.id}-${index}`,
            'aria-selected': String(index === this.active),
            onmousedown: (event) => {
              event.preventDefault();
              this.pick(person);
            },
          },
          person.name,
          person.about === '' ? '' : h('small', {}, person.about),
        ),
      ),
    );
    this.list.hidden = this.options.length === 0;
    if (!this.list.hidden) this.list.scrollIntoView({ block: 'nearest' });
    this.box.setAttribute('aria-expanded', String(!this.list.hidden));
    if (this.active >= 0) this.box.setAttribute('aria-activedescendant', `${this.list.id}-${this.active}`);
    else this.box.removeAttribute('aria-activedescendant');
  }

  onKey(event) {
    if (this.list.hidden) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.active = (this.active + step + this.options.length) % this.options.length;
      this.draw();
    } else if (event.key === 'Enter' && this.active >= 0) this.pick(this.options[this.active]);
    else if (event.key === 'Escape') this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  close() {
    this.options = [];
    this.active = -1;
    this.draw();
  }

  pick(person) {
    this.picked = this.source.isMultiSelect ? [...this.picked, person] : [person];
    this.box.value = '';
    this.close();
    this.chips.replaceChildren(
      ...this.picked.map((one) =>
        h(
          'button',
          { type: 'button', 'aria-label': `Remove ${one.name}`, onclick: () => this.drop(one) },
          `${one.name} ×`,
        ),
      ),
    );
    this.valueChanged();
  }

  drop(person) {
    this.picked = this.picked.filter((one) => one.id !== person.id);
    this.chips.replaceChildren(...[...this.chips.children].filter((chip) => !chip.textContent.startsWith(person.name)));
    this.valueChanged();
    this.box.focus();
  }
}
