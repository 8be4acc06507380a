// Answers lines of {"url", "lang", "submission"} with the report or the problem.
import {createInterface} from 'node:readline';

import {Client, mayPay, Problem, Unreachable} from '../payready.js';

for await (const line of createInterface({input: process.stdin})) {
  const task = JSON.parse(line);
  let answer;
  try {
    const report = await new Client(task.url).assess(task.submission, {lang: task.lang});
    answer = {report, pay: mayPay(report)};
  } catch (e) {
    if (e instanceof Unreachable) answer = {unreachable: true};
    else if (e instanceof Problem) answer = {problem: {status: e.status, errors: e.errors, message: e.message}};
    else throw e;
  }
  console.log(JSON.stringify(answer));
}
