// The page keeps one submission. After a change in the form or the JSON and a short
// pause, it sends the submission and shows the answers. It inserts text only as
// text, never as markup.
import {groups, read, write, get, set, moved} from './fields.js';
import {rest} from './inputs.js';
import {words} from './words.js';
import {show, showStrip, showProblem} from './result.js';
import {refresh as refreshPast} from './past.js';
import {refresh as refreshRoutes, outdate as outdateRoutes} from './routes.js';
import {fragment, shared} from './share.js';
import {el, $} from './dom.js';
import * as transport from './transport.js';

const controls = new Map(); // path -> {field, input, bad}
let all = groups; // and those of the schema, once it is there
let lang = kept() ?? (navigator.languages.some((l) => l.startsWith('zh')) || !navigator.language.startsWith('en') ? 'zh-CN' : 'en');
let sub = {};
let report; // the last one shown
let catalogue; // while a shared result is shown
let timer, request;

const t = () => words[lang];
const local = (x) => (lang === 'en' ? x.en : x.zh);

// kept returns the language chosen before. Storage may be forbidden.
function kept() {
  try {
    const l = localStorage.getItem('payready.lang');
    return Object.hasOwn(words, l ?? '') ? l : undefined;
  } catch { return undefined; }
}

function keep() {
  try { localStorage.setItem('payready.lang', lang); } catch { /* asked again next time */ }
}

function build() {
  const open = new Set([...$('fields').querySelectorAll('[open]')].map((d) => d.dataset.group));
  controls.clear();
  $('fields').replaceChildren(...all.map((g) => group(g, open)));
  refresh();
  showAsked();
}

// showAsked shows the groups of categories that the policy asks about.
function showAsked() {
  for (const e of document.querySelectorAll('[data-category]')) e.hidden = !report?.categories.some((c) => c.id === e.dataset.category);
}

function group(g, open) {
  const grid = el('div', {class: 'grid'}, ...g.fields.map(control));
  return g.category || g.folded
    ? el('details', {'data-group': g.en, 'data-category': g.category, hidden: g.category && '', open: open.has(g.en) ? '' : undefined}, el('summary', {}, local(g)), grid)
    : el('fieldset', {}, el('legend', {}, local(g)), grid);
}

function control(field) {
  const id = 'f' + field.path.replaceAll('/', '-');
  const input = element(field);
  const bad = el('p', {class: 'bad', id: id + '-bad'});
  input.id = id;
  input.setAttribute('aria-describedby', bad.id);
  input.addEventListener('input', () => changed(field, input));
  controls.set(field.path, {field, input, bad});
  return el('div', {class: field.wide ? 'wide' : field.kind}, el('label', {for: id}, local(field)), input, bad);
}

function element(field) {
  if (field.options || field.kind === 'fact') return select(field);
  if (field.kind === 'lines' || field.kind === 'json') return el('textarea', {rows: 3, spellcheck: 'false', autocapitalize: 'off'});
  return el('input', {
    type: {day: 'date', moment: 'datetime-local'}[field.kind] ?? field.input ?? 'text',
    inputmode: {yuan: 'decimal', number: 'decimal'}[field.kind] ?? (field.numeric ? 'numeric' : undefined),
    autocomplete: 'off', spellcheck: 'false',
  });
}

function select(field) {
  const options = field.options ?? [['yes', words['zh-CN'].yes, words.en.yes], ['no', words['zh-CN'].no, words.en.no]];
  return el('select', {}, el('option', {value: ''}, t().unset),
    ...options.map(([value, zh, en]) => el('option', {value}, lang === 'en' ? en : zh)));
}

// An unreadable value is unknown, so that no answer is based on an older value.
function changed(field, input) {
  let value, bad = '';
  try { value = read(field, input.value, sub); } catch (e) { bad = t()[e.message]; }
  set(sub, field.path, value);
  const c = controls.get(field.path);
  c.typed = bad;
  mark(c, bad);
  $('source').value = JSON.stringify(sub, null, 2);
  schedule();
}

// refresh shows the submission in the form.
function refresh() {
  for (const c of controls.values()) {
    c.input.value = write(c.field, get(sub, c.field.path));
    c.typed = '';
    mark(c, '');
  }
  $('source').value = JSON.stringify(sub, null, 2);
  markSource('');
}

function mark(c, message) {
  c.bad.textContent = message;
  c.input.setAttribute('aria-invalid', String(message !== ''));
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
  if (catalogue) unshare();
  outdateRoutes(sub, t());
  request?.abort();
  clearTimeout(timer);
  timer = setTimeout(send, pause);
}

// send queries the service. It drops an answer if the submission has changed since.
// Meanwhile the old result is dimmed, unless the answer is there at once.
async function send() {
  const {signal} = (request = new AbortController());
  const slow = setTimeout(() => stale(true), 150);
  signal.addEventListener('abort', () => clearTimeout(slow));
  try {
    const [answer, when] = await Promise.all([transport.assess(sub, lang, signal), sub.at ? transport.schedule(sub, signal) : undefined]);
    if (signal.aborted) return;
    stale(answer.status !== 200);
    for (const c of controls.values()) mark(c, c.typed);
    markSource('');
    if (answer.status === 200) {
      report = answer.body;
      show(report, t(), jump);
      showAsked();
      showStrip(when?.status === 200 ? when.body.stretches : [], report, t());
    } else if (answer.status === 503) {
      showProblem(t().busy);
      schedule(2000);
    } else {
      refused(answer.body);
    }
  } catch (e) {
    if (e.name === 'AbortError') return;
    stale(true);
    showProblem(t().offline);
    schedule(3000);
  } finally {
    clearTimeout(slow);
  }
}

function stale(on) {
  document.body.classList.toggle('stale', on);
  $('result').setAttribute('aria-busy', String(on));
}

// refused shows each mistake at the field that it names, and links to it.
function refused(problem) {
  const links = (problem.errors ?? []).map((e) => {
    const c = controlOf(e.field);
    if (c) mark(c, c.field.kind === 'yuan' ? t().badAmount : e.text); else markSource(e.text);
    const go = el('a', {href: '#' + (c?.input ?? $('source')).id}, c ? local(c.field) : e.field || 'JSON');
    go.addEventListener('click', (click) => { click.preventDefault(); focus(c?.input ?? $('source')); });
    return c ? go : el('span', {}, go, t().colon + e.text);
  });
  showProblem(t().refused, links.length ? links : [problem.title]);
}

// controlOf returns the control of a field or of what it is part of.
function controlOf(path = '') {
  for (; path; path = path.slice(0, path.lastIndexOf('/'))) {
    if (controls.has(path)) return controls.get(path);
  }
  return undefined;
}

// jump goes to the control of an input, or to the JSON.
function jump(path) {
  focus(controlOf(path)?.input ?? $('source'));
}

function focus(target) {
  const fold = target.closest('details');
  if (fold) { fold.open = true; fold.hidden = false; }
  target.focus();
  target.scrollIntoView({block: 'center'});
}

function speak(next) {
  lang = next;
  document.documentElement.lang = lang;
  document.title = 'payready · ' + t().tagline;
  for (const e of document.querySelectorAll('[data-t]')) e.textContent = t()[e.dataset.t];
  for (const b of document.querySelectorAll('[data-lang]')) b.setAttribute('aria-pressed', String(b.dataset.lang === lang));
  $('copied').textContent = '';
  build();
  refreshPast(lang, t());
  showRoutes();
  if (!showShared() && report) schedule(0);
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

// share puts the codes of the result into the address, and copies it if it may.
async function share() {
  if (!report) return;
  history.replaceState(null, '', fragment(report));
  try {
    await navigator.clipboard.writeText(location.href);
    $('copied').textContent = t().copied;
  } catch {
    $('copied').textContent = t().notCopied;
  }
}

// showShared shows the result that the address holds, until the form is filled in.
function showShared() {
  const there = catalogue && shared(location.hash, catalogue, t().verdicts, lang);
  if (there) {
    report = there;
    show(there, t(), jump);
  }
  $('shared').hidden = !there;
  return there;
}

const showRoutes = () => refreshRoutes(sub, lang, t());

function unshare() {
  catalogue = undefined;
  history.replaceState(null, '', location.pathname + location.search);
  $('shared').hidden = true;
}

// The printer gets the checklist unfolded; what was folded is so again afterwards.
let folded = [];
function unfold() {
  folded = [...$('checks').querySelectorAll('details:not([open])')];
  for (const d of folded) d.open = true;
}
function fold() {
  for (const d of folded) d.open = false;
}

async function start() {
  if (location.hash.includes('verdict=')) catalogue = (await transport.checks()).body;
  speak(lang);
  if (!report) await sample();
  const {body: schema} = await transport.schema();
  const more = rest(schema, new Set(groups.flatMap((g) => g.fields).map((f) => f.path)));
  all = [...groups, ...more];
  $('fields').append(...more.map((g) => group(g, new Set())));
  refresh();
}

for (const b of document.querySelectorAll('[data-lang]')) b.addEventListener('click', () => { speak(b.dataset.lang); keep(); });
$('form').addEventListener('submit', (e) => e.preventDefault());
$('source').addEventListener('input', sourceChanged);
$('sample').addEventListener('click', sample);
$('routes').addEventListener('toggle', showRoutes);
$('routes-again').addEventListener('click', showRoutes);
$('past').addEventListener('toggle', () => refreshPast(lang, t()));
$('past-again').addEventListener('click', () => refreshPast(lang, t()));
$('clear').addEventListener('click', () => { sub = {}; refresh(); schedule(0); });
$('share').addEventListener('click', share);
$('print').addEventListener('click', () => print());
addEventListener('beforeprint', unfold);
addEventListener('afterprint', fold);
start().catch(() => showProblem(t().offline));
