// Shows the answers.
import {el, $} from './dom.js';
import {marks} from './words.js';

const clock = (s) => s.slice(11, 16);
const day = (s) => s.slice(5, 10);
export const moment = (s) => day(s) + ' ' + clock(s);
const section = (id, list) => {
  $(id).hidden = list.length === 0;
  $(id).lastElementChild.replaceChildren(...list);
};

export function show(report, t, jump) {
  const [word, plain] = t.verdicts[report.verdict];
  const sentence = report.verdict === 'ready' && report.score < 100 ? t.nearly : plain;
  $('problem').hidden = true;
  $('verdict').hidden = false;
  $('verdict').className = 'verdict ' + report.verdict;
  $('score').textContent = report.score;
  $('word').textContent = word;
  $('sentence').textContent = sentence;
  $('spoken').textContent = `${word}, ${report.score}/100. ${sentence}`;
  meter(report, t);
  section('known', facts(report, t));
  const list = grouped(report);
  if (ended(report)) list.sort((a, b) => ends(b.findings[0]) - ends(a.findings[0]));
  $('reasons').firstElementChild.textContent = list.some((g) => g.blocks) ? t.way : t.doubts;
  $('reasons-note').hidden = !report.fixes.some((f) => f.needed);
  section('reasons', list.map((g) => reason(g, report, t)));
  const same = new Set(report.questions.map((q) => q.score_if_bad + '–' + q.score_if_good)).size < 2; // then it tells nothing
  section('questions', (ended(report) ? [] : report.questions).map((q) => question(q, t, jump, same)));
  const unfolded = new Set([...$('checks').querySelectorAll('[open]')].map((d) => d.dataset.id));
  const arises = (c) => report.findings.some((f) => f.category === c.id && f.status !== 'not_applicable');
  section('checks', report.categories.filter(arises).map((c) => category(c, report, t, unfolded.has(c.id))));
}

// showProblem says what is wrong, and lists what no field can show. A list has texts
// and elements.
export function showProblem(text, list = []) {
  $('problem').hidden = false;
  $('problem').replaceChildren(el('p', {}, text), ...(list.length ? [el('ul', {}, ...list.map((x) => el('li', {}, x)))] : []));
}

// meter draws the bands, the range from floor to ceiling, and the score.
function meter(report, t) {
  const range = el('i', {class: 'range'});
  const needle = el('i', {class: 'needle'});
  range.style.left = report.floor + '%';
  range.style.width = report.ceiling - report.floor + '%';
  needle.style.left = report.score + '%';
  const bands = ['low', 'middle', 'doubt', 'good'].map((b) => el('i', {class: 'band ' + b}));
  $('meter').replaceChildren(...bands, range, needle);
  $('meter').setAttribute('aria-label', `${t.range} ${report.floor}–${report.ceiling}`);
}

function facts(report, t) {
  const rows = [
    [t.range, `${report.floor} – ${report.ceiling}`],
    [t.coverage, report.coverage !== undefined && report.coverage / 10 + ' %'],
    [t.card, [report.card?.issuer_name, report.card?.masked].filter(Boolean).join(' ')],
    [report.earliest_verdict === 'ready' ? t.earliest : t.limits, report.earliest_at && moment(report.earliest_at) + ' · ' + t.verdicts[report.earliest_verdict][0]],
    [t.query, report.next_query_at && moment(report.next_query_at)],
    [t.until, report.valid_until && moment(report.valid_until)],
  ];
  return rows.filter((r) => r[1]).map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)));
}

// ended reports whether the payout was made or is to be stopped: nobody is told to mend
// what must not be sent again.
const ended = (report) => ['paid', 'stop'].includes(report.verdict);
const ends = (f) => f.gate && ['done', 'stop'].includes(f.kind);
const advises = (f) => ends(f) || f.kind === 'query';

// grouped returns the findings that are open, those that one action mends together,
// those that block first.
function grouped(report) {
  const open = new Set(report.findings.filter((f) => ['fail', 'warn', 'error'].includes(f.status) || (f.status === 'unknown' && f.cause)));
  const groups = report.fixes.toSorted((a, b) => b.score_after - a.score_after).map((fix) => {
    const findings = report.findings.filter((f) => open.has(f) && fix.clears.includes(f.check));
    findings.forEach((f) => open.delete(f));
    return {fix, findings};
  }).filter((g) => g.findings.length > 0);
  for (const f of open) {
    if (f.status !== 'unknown') groups.push({findings: [f]});
  }
  for (const g of groups) g.blocks = g.findings.some((f) => f.gate && f.status === 'fail');
  return groups.toSorted((a, b) => b.blocks - a.blocks);
}

// promise says what comes of a fix, if that is anything.
function promise(fix, report, t) {
  if (!fix?.verdict_after || (fix.score_after === report.score && fix.verdict_after === report.verdict)) return undefined;
  return el('span', {class: 'tag ' + fix.verdict_after}, `${fix.provided ? fix.provided + t.colon.trim() : t.after} ${fix.score_after} · ${t.verdicts[fix.verdict_after][0]}`);
}

// reason shows one cause with its one action.
function reason({fix, findings, blocks}, report, t) {
  const worst = ['fail', 'error', 'warn', 'unknown'].find((s) => findings.some((f) => f.status === s));
  const messages = [...new Set([fix?.because, ...findings.map((f) => f.message)].filter(Boolean))];
  const action = ended(report) && !advises(findings[0]) ? undefined : fix?.text ?? findings[0].advice;
  const until = findings.map((f) => f.clears_at).filter(Boolean).sort().pop();
  const {fixer, effort} = fix ?? findings[0];
  return el('li', {class: blocks ? 'fail' : worst},
    el('span', {class: 'mark', 'aria-hidden': 'true'}, marks[worst]),
    el('div', {},
      el('p', {class: 'title'}, messages[0], ' ', el('span', {class: 'sr'}, t.statuses[worst])),
      messages.length > 1 ? el('ul', {class: 'also'}, ...messages.slice(1).map((m) => el('li', {}, m))) : undefined,
      action ? el('p', {class: 'do'}, action) : undefined,
      until ? el('p', {class: 'note'}, `${t.clearsAt} ${moment(until)}`) : undefined,
      el('p', {class: 'tags'},
        fix?.needed ? el('span', {class: 'tag needed'}, t.needed) : undefined,
        fixer && action ? el('span', {class: 'tag'}, t.fixers[fixer] ?? fixer) : undefined,
        t.efforts[effort] ? el('span', {class: 'tag'}, t.efforts[effort]) : undefined,
        promise(fix, report, t))));
}

function question(q, t, jump, same) {
  const go = el('button', {type: 'button', 'aria-label': `${t.fill} ${q.text}`}, t.fill);
  go.addEventListener('click', () => jump(q.field));
  return el('li', {},
    el('div', {}, el('p', {}, q.text, ' ', el('span', {class: 'tag'}, t.fixers[q.ask] ?? q.ask)),
      same ? undefined : el('p', {class: 'note'}, `${t.ifKnown} ${q.score_if_bad} – ${q.score_if_good}`)),
    go);
}

// category folds its findings behind how many there are of each kind.
function category(c, report, t, unfolded) {
  const rows = report.findings.filter((f) => f.category === c.id);
  const counts = ['fail', 'error', 'warn', 'unknown', 'pass'].map((s) => [s, rows.filter((f) => f.status === s).length]).filter(([, n]) => n > 0);
  return el('details', {class: 'category', 'data-id': c.id, open: unfolded ? '' : undefined},
    el('summary', {}, el('span', {class: 'name'}, t.categories[c.id] ?? c.id),
      ...counts.map(([s, n]) => el('span', {class: 'count ' + s}, el('span', {class: 'mark', 'aria-hidden': 'true'}, marks[s]), ' ', el('span', {class: 'sr'}, t.statuses[s] + ' '), String(n))),
      el('b', {}, String(c.score))),
    el('ul', {class: 'findings'}, ...rows.map((f) => finding(f, t))));
}

function finding(f, t) {
  return el('li', {class: f.status},
    el('span', {class: 'mark', 'aria-hidden': 'true'}, marks[f.status]),
    el('div', {},
      el('p', {class: 'title'}, f.title, ' ', el('span', {class: 'sr'}, t.statuses[f.status]),
        f.audience === 'internal' ? el('span', {class: 'tag'}, t.internal) : undefined),
      el('p', {}, f.message),
      f.advice && f.status !== 'unknown' ? el('p', {class: 'note'}, f.advice) : undefined,
      f.clears_at ? el('p', {class: 'note'}, `${t.clearsAt} ${moment(f.clears_at)}`) : undefined));
}

// showStrip draws the coming hours to scale and lists them in words. What was paid, or
// cannot be mended, has no better hour.
export function showStrip(stretches, report, t) {
  $('strip').hidden = stretches.length === 0 || ended(report);
  if ($('strip').hidden) return;
  const title = new Map(report.findings.map((f) => [f.check, f.title]));
  $('strip-bar').replaceChildren(...stretches.map((s) => {
    const part = el('i', {class: s.open ? s.verdict : 'blocked ' + s.verdict});
    part.style.flexGrow = Date.parse(s.to) - Date.parse(s.from);
    return part;
  }));
  const start = Date.parse(stretches[0].from);
  $('strip-ticks').replaceChildren(...[0, 6, 12, 18, 24].map((h) =>
    el('span', {}, new Date(start + (h + 8) * 3600e3).toISOString().slice(11, 16))));
  $('strip-list').replaceChildren(...stretches.map((s) => el('li', {},
    el('time', {datetime: s.from}, `${moment(s.from)} – ${day(s.from) === day(s.to) ? clock(s.to) : moment(s.to)}`), ' ',
    el('span', {class: 'tag ' + s.verdict}, t.verdicts[s.verdict][0]), ' ',
    s.open ? (['ready', 'caution'].includes(s.verdict) ? t.open : '') : t.blocked + t.colon + s.causes.map((id) => title.get(id) ?? id).join(' · '))));
}
