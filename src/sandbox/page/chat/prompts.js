import { h, icon } from '../dom.js';

/** "View prompts": the manifest's prompt starters, after the conversation has begun. */
export function prompts(starters, pick) {
  const holder = h('span', { class: 'holder' });
  const button = h('button', {
    class: 'icon-button',
    type: 'button',
    'aria-label': 'View prompts',
    title: 'View prompts',
    'aria-expanded': 'false',
    test: 'prompts',
    onclick: () => toggle(),
  });
  button.append(icon('prompts'));
  holder.append(button);
  let menu;
  function toggle() {
    if (menu) {
      menu.remove();
      menu = undefined;
      button.setAttribute('aria-expanded', 'false');
      return;
    }
    menu = h(
      'div',
      {
        class: 'popover',
        onkeydown: (event) => {
          if (event.key !== 'Escape') return;
          toggle();
          button.focus();
        },
      },
      ...starters.map((starter) =>
        h(
          'button',
          {
            class: 'entry',
            type: 'button',
            onclick: () => {
              toggle();
              pick(starter.prompt);
            },
          },
          h('span', { class: 'lines' }, h('b', {}, starter.title), h('small', {}, starter.description)),
        ),
      ),
    );
    holder.append(menu);
    button.setAttribute('aria-expanded', 'true');
    menu.querySelector('button')?.focus();
  }
  return holder;
}
