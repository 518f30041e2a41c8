// Looks a page over as a person would who cannot see well, has a small screen or no mouse; the list of what is wrong.
(() => {
  const wrong = [];
  const name = (e) => e.tagName.toLowerCase() + (e.className ? '.' + e.className : '') + ' "' + (e.textContent || '').trim().slice(0, 40) + '"';

  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    wrong.push('scrolls sideways: ' + root.scrollWidth + ' > ' + root.clientWidth + '; '
      + [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1).slice(0, 3).map(name));
  }

  const rgb = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const seen = (e) => e.checkVisibility() && !e.closest('.sr') && !e.closest('.skip') && e.getBoundingClientRect().width > 0;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let count = 0;
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const e = text.parentElement;
    if (!text.nodeValue.trim() || !seen(e)) continue;
    count++;
    const a = light(rgb(getComputedStyle(e).color));
    const b = light(behind(e));
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) wrong.push('contrast ' + contrast.toFixed(2) + ': ' + name(e));
    if (parseFloat(getComputedStyle(e).fontSize) < 12) wrong.push('smaller than 12 px: ' + name(e));
  }
  if (count < 2) wrong.push('hardly any text');

  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => wrong.push('two with the id ' + id));
  document.querySelectorAll('[aria-labelledby]').forEach((e) => {
    if (!document.getElementById(e.getAttribute('aria-labelledby'))) wrong.push('labelled by nothing: ' + name(e));
  });
  document.querySelectorAll('a[href]').forEach((e) => {
    if (!e.textContent.trim() && !e.getAttribute('aria-label')) wrong.push('a link without a name: ' + e.href);
  });
  document.querySelectorAll('a[href],button,input:not([type=hidden])').forEach((e) => {
    const box = e.getBoundingClientRect();
    const inText = getComputedStyle(e).display === 'inline' && e.parentElement.textContent.trim() !== e.textContent.trim();
    if (seen(e) && !inText && box.height < 24) wrong.push('hard to hit, ' + box.height.toFixed(0) + ' px: ' + name(e));
  });
  if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
  const levels = [...document.querySelectorAll('h1,h2,h3')].map((e) => Number(e.tagName[1]));
  levels.forEach((level, i) => {
    if (level > (i ? levels[i - 1] : 0) + 1) wrong.push('a heading skips a level');
  });
  return wrong;
})()
