// The page keeps one submission. After a change in the form or the JSON and a short
// pause, it sends the submission and shows the answers. It inserts text only as
// text, never as markup.
import {groups, read, write, get, set, moved} from './fields.js';
import {words} from './words.js';
import {show, showStrip, showProblem} from './result.js';
import {refresh as refreshPast} from './past.js';
import {el, $} from './dom.js';
import * as transport from './transport.js';

const fields = groups.flatMap((g) => g.fields);
const controls = new Map(); // path -> {field, input, bad}
let lang = navigator.languages.some((l) => l.startsWith('zh')) || !navigator.language.startsWith('en') ? 'zh-CN' : 'en';
let sub = {};
let timer, request;

const t = () => words[lang];
const local = (x) => (lang === 'en' ? x.en : x.zh);

function build() {
  controls.clear();
  $('fields').replaceChildren(...groups.map(group));
  refresh();
}

function group(g) {
  const grid = el('div', {class: 'grid'}, ...g.fields.map(control));
  return g.category
    ? el('details', {'data-category': g.category, hidden: ''}, el('summary', {}, local(g)), grid)
    : el('fieldset', {}, el('legend', {}, local(g)), grid);
}

function control(field) {
  const id = 'f' + field.path.replaceAll('/', '-');
  const input = field.options || field.kind === 'fact' ? select(field) : el('input', {
    type: {day: 'date', moment: 'datetime-local'}[field.kind] ?? field.input ?? 'text',
    inputmode: field.kind === 'yuan' ? 'decimal' : field.numeric ? 'numeric' : undefined,
    autocomplete: 'off', spellcheck: 'false',
  });
  const bad = el('p', {class: 'bad', id: id + '-bad'});
  input.id = id;
  input.setAttribute('aria-describedby', bad.id);
  input.addEventListener('input', () => changed(field, input));
  controls.set(field.path, {field, input, bad});
  return el('div', {class: field.wide ? 'wide' : field.kind}, el('label', {for: id}, local(field)), input, bad);
}

function select(field) {
  const options = field.options ?? [['yes', words['zh-CN'].yes, words.en.yes], ['no', words['zh-CN'].no, words.en.no]];
  return el('select', {}, el('option', {value: ''}, t().unset),
    ...options.map(([value, zh, en]) => el('option', {value}, lang === 'en' ? en : zh)));
}

// An unreadable value is unknown, so that no answer is based on an older value.
function changed(field, input) {
  let value, bad = '';
  try { value = read(field, input.value, sub); } catch { bad = t().badYuan; }
  set(sub, field.path, value);
  mark(field.path, bad);
  $('source').value = JSON.stringify(sub, null, 2);
  schedule();
}

// refresh shows the submission in the form.
function refresh() {
  for (const {field, input} of controls.values()) {
    input.value = write(field, get(sub, field.path));
    mark(field.path, '');
  }
  $('source').value = JSON.stringify(sub, null, 2);
  markSource('');
}

function mark(path, message) {
  const c = controls.get(path);
  if (!c) return false;
  c.bad.textContent = message;
  c.input.setAttribute('aria-invalid', String(message !== ''));
  return true;
}

function markSource(message) {
  $('source-bad').textContent = message;
  $('source').setAttribute('aria-invalid', String(message !== ''));
}

function sourceChanged() {
  let next;
  try { next = JSON.parse($('source').value); } catch { /* told below */ }
  if (next === null || typeof next !== 'object' || Array.isArray(next)) {
    markSource(t().badJSON);
    return;
  }
  const text = $('source').value;
  sub = next;
  refresh();
  $('source').value = text; // as typed
  schedule();
}

function schedule(pause = 250) {
  clearTimeout(timer);
  timer = setTimeout(send, pause);
}

// send queries the service. It drops an answer if the submission has changed since.
async function send() {
  request?.abort();
  const {signal} = (request = new AbortController());
  try {
    const [report, when] = await Promise.all([transport.assess(sub, lang, signal), sub.at ? transport.schedule(sub, signal) : undefined]);
    if (signal.aborted) return;
    document.body.classList.toggle('stale', report.status !== 200);
    if (report.status === 200) {
      show(report.body, t(), jump);
      for (const e of document.querySelectorAll('[data-category]')) e.hidden = !report.body.categories.some((c) => c.id === e.dataset.category);
      showStrip(when?.status === 200 ? when.body.stretches : [], report.body, t());
    } else if (report.status === 503) {
      showProblem(t().busy);
      schedule(2000);
    } else {
      refused(report.body);
    }
  } catch (e) {
    if (e.name === 'AbortError') return;
    document.body.classList.add('stale');
    showProblem(t().offline);
    schedule(3000);
  }
}

// refused shows a problem at the fields it names, and the rest in a list.
function refused(problem) {
  const list = (problem.errors ?? []).map((e) => {
    mark(e.field, e.text);
    const c = controls.get(e.field);
    return (c ? local(c.field) : e.field || 'JSON') + t().colon + e.text;
  });
  showProblem(t().refused, list.length ? list : [problem.title]);
}

// jump goes to the control of an input, or to the JSON.
function jump(path) {
  const target = controls.get(path)?.input ?? $('source');
  const fold = target.closest('details');
  if (fold) fold.open = true;
  target.focus();
  target.scrollIntoView({block: 'center'});
}

function speak(next) {
  lang = next;
  document.documentElement.lang = lang;
  for (const e of document.querySelectorAll('[data-t]')) e.textContent = t()[e.dataset.t];
  for (const b of document.querySelectorAll('[data-lang]')) b.setAttribute('aria-pressed', String(b.dataset.lang === lang));
  build();
  refreshPast(lang, t());
  schedule(0);
}

// sample fills in a current, correct submission and adds typical mistakes.
async function sample() {
  const {body: whole} = await transport.sample();
  const minute = 60e3;
  sub = moved(whole, Math.floor(Date.now() / minute) * minute - Date.parse(whole.at));
  sub.applicant.name = '王小明';
  sub.card.state = 'reported_lost';
  sub.card.account_class = 'II';
  sub.device.vpn_transport = true;
  refresh();
  schedule(0);
}

for (const b of document.querySelectorAll('[data-lang]')) b.addEventListener('click', () => speak(b.dataset.lang));
$('form').addEventListener('submit', (e) => e.preventDefault());
$('source').addEventListener('input', sourceChanged);
$('sample').addEventListener('click', sample);
$('past-again').addEventListener('click', () => refreshPast(lang, t()));
$('clear').addEventListener('click', () => { sub = {}; refresh(); schedule(0); });
speak(lang);
sample();
