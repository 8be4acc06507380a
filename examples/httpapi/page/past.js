// Shows what became of the payouts that the service recorded.
import {el, $} from './dom.js';
import * as transport from './transport.js';

// refresh asks, once the section is unfolded. Where no service is, there is nothing to ask.
export async function refresh(lang, t) {
  $('past').hidden = !transport.past;
  if (!$('past').open) return;
  let answer;
  try {
    answer = await transport.past(lang);
  } catch { /* told below */ }
  const recorded = answer?.status === 200;
  $('past-all').hidden = !recorded;
  $('past-none').textContent = recorded ? '' : answer?.body.title ?? t.offline;
  if (recorded) showPast(answer.body, lang, t);
}

function showPast(answer, lang, t) {
  const percent = (r) => (100 * r.value).toFixed(1) + '%';
  const share = (r) => (r.of ? `${r.hits} / ${r.of} (${percent(r)}, ${(100 * r.low).toFixed(1)}–${(100 * r.high).toFixed(1)}%)` : '–');
  $('past-sum').replaceChildren(...[[t.caught, answer.caught], [t.stopped, answer.good_stopped]].map(([w, r]) => el('p', {}, w + t.colon + share(r))));
  $('past-head').replaceChildren(...[t.pastVerdict, t.wentThrough, t.failed, t.held, t.unsettled].map((w) => el('th', {scope: 'col'}, w)));
  $('past-rows').replaceChildren(...(answer.verdicts ?? []).map((v) => el('tr', {},
    el('th', {scope: 'row'}, t.verdicts[v.verdict][0]),
    ...[v.failed.of - v.failed.hits, v.failed.hits, v.held, v.unknown].map((n) => el('td', {}, String(n))))));
  $('past-page').href = 'v1/backtest?format=html&lang=' + lang;
}
