/** An element with properties and children. Text is always text: nothing here parses markup. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'class') {
      made.className = value;
    } else if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (key in made && key !== 'list') {
      made[key] = value;
    } else {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}

/** Sets an element's text only when it is another one: no needless work for the browser. */
export function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}
