const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What Teams renders in cards and messages: bold, italics, links, lists, mentions. Everything else stays text. */
function inline(text) {
  return escaped(text)
    .replace(/&lt;at&gt;(.*?)&lt;\/at&gt;/g, '<span class="mention">$1</span>')
    .replace(
      /\[([^\]]+)\]\(((?:https?:|mailto:|tel:)[^\s)]+)\)/g,
      '<a href="$2" target="_blank" rel="noopener noreferrer">$1</a>',
    )
    .replace(/\*\*([^*\n]+)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[\s(])_([^_\n]+)_(?=$|[\s.,;:!?)])/g, '$1<em>$2</em>')
    .replace(/(^|[\s(])\*([^*\s][^*\n]*)\*(?=$|[\s.,;:!?)])/g, '$1<em>$2</em>')
    .replace(/`([^`\n]+)`/g, '<code>$1</code>');
}

/** Markdown to safe HTML. */
export function markdown(text) {
  const blocks = [];
  let list;
  let paragraph = [];
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push(`<p>${paragraph.join('<br>')}</p>`);
    paragraph = [];
  };
  const endList = () => {
    if (list)
      blocks.push(`<${list.tag}${list.start}>${list.items.map((item) => `<li>${item}</li>`).join('')}</${list.tag}>`);
    list = undefined;
  };
  for (const line of text.replaceAll('\r', '').split('\n')) {
    const item = /^\s*(?:([-*•])|(\d+)[.)])\s+(.*)$/.exec(line);
    if (item) {
      endParagraph();
      const tag = item[1] ? 'ul' : 'ol';
      if (list?.tag !== tag) endList();
      list ??= { tag, items: [], start: tag === 'ol' && item[2] !== '1' ? ` start="${item[2]}"` : '' };
      list.items.push(inline(item[3]));
    } else if (line.trim() === '') {
      endParagraph();
      endList();
    } else {
      endList();
      paragraph.push(inline(line));
    }
  }
  endParagraph();
  endList();
  return blocks.join('');
}
