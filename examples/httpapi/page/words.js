// The texts of the page. The texts of findings come from the service.

export const words = {
  'zh-CN': {
    skip: '跳到表单', tagline: '这笔打款会到账吗', submission: '提交内容', sample: '填入示例', clear: '清空',
    unknown: '不知道的留空：未知不会当作通过。示例中的人和卡均为虚构。',
    json: '完整的请求 JSON，可直接修改', result: '结果', strip: '24 小时内何时可以提交', stripNote: '按目前掌握的信息推算，信息会随时间失效。', way: '卡在哪里', doubts: '有什么疑点',
    reasonsNote: '一行一件事，按处理后的分数排序。「必需」是达到可提交所需的最少事项。', questions: '还需补充的信息', checks: '检查清单',
    footer: '100 分表示未发现已知障碍，不保证到账，最终由银行和通道决定。本页填写的内容只发往本服务，不留存，也不写入日志。',
    colon: '：', unset: '未知', yes: '是', no: '否', needed: '必需', after: '处理后', internal: '内部', fill: '填写', edit: '修改提交内容', share: '复制分享链接', print: '打印',
    shared: '这是别人分享的结果，只有结论和原因，没有提交内容。链接可能被改写，付款请以报告为准。', copied: '已复制。链接里只有结论、分数和检查项代码，没有个人信息。', notCopied: '请从地址栏复制链接，其中只有结论、分数和检查项代码。',
    range: '分数区间', coverage: '已知程度', card: '银行卡', earliest: '最早可提交', limits: '时间限制解除', nearly: '没有硬性障碍，可以提交，但有轻微疑点。', until: '结论有效至', query: '下次查询',
    ifKnown: '分数将为', open: '可提交', blocked: '不可提交，未通过', clearsAt: '解除于',
    offline: '无法连接服务，稍后自动重试。', busy: '服务繁忙，稍后自动重试。', refused: '提交内容有误，下面仍是修改前的结果。', badJSON: '不是有效的 JSON。', badYuan: '金额应为数字，最多两位小数。', badAmount: '金额（元）超出范围，例如不能为负。', badNumber: '应为数字。',
    past: '已评估的打款后来怎样', again: '刷新', pastNote: '由结果回传统计，只有笔数，没有编号和个人信息。没有结果的打款只计数，不推测。', pastPage: '完整的回测', pastVerdict: '结论',
    caught: '失败的打款，本可拦下', stopped: '成功的打款，却会被拦下', wentThrough: '到账', failed: '失败、退票', held: '未打款', unsettled: '无结果',
    verdicts: {
      ready: ['可以提交', '未发现已知障碍。'], caution: ['有疑点', '没有硬性障碍，但有疑点。'], incomplete: ['信息不足', '信息不足，暂时无法判断。'],
      wait: ['等待', '到时间或查询结果明确后才能提交。'], fix: ['先处理', '现在提交很可能失败，请先处理。'], review: ['人工复核', '需要付款方人工复核后才能决定。'],
      paid: ['已付款', '这笔款已经付过，不要再付。'], stop: ['不要提交', '有无法处理的障碍。']},
    statuses: {pass: '通过', warn: '注意', fail: '未通过', unknown: '未知', not_applicable: '不适用', skipped: '未检查', error: '检查出错'},
    categories: {identity: '身份', consistency: '一致性', card: '银行卡', account: '账户', payout: '打款', mandate: '放款条件', network: '网络', device: '设备', timing: '时间', history: '历史'},
    fixers: {applicant: '申请人', bank: '银行', channel: '通道', integrator: '接入方', nobody: '等待即可'},
    efforts: {none: '', low: '易', medium: '中', high: '难'},
  },
  en: {
    skip: 'Skip to the form', tagline: 'Will this payout go through?', submission: 'Submission', sample: 'Fill in the sample', clear: 'Clear',
    unknown: 'Leave a field empty if you do not know it: unknown is never a pass. The person and card of the sample are invented.',
    json: 'The whole request as editable JSON', result: 'Result', strip: 'When to submit in the next 24 hours', stripNote: 'Based on what is known now, which becomes outdated over time.', way: 'What is in the way', doubts: 'What is in doubt',
    reasonsNote: 'One thing to do per line, sorted by the score afterwards. “Needed” marks the smallest set that reaches ready.', questions: 'What to find out', checks: 'Checklist',
    footer: '100 points mean that no known obstacle was found, not that the payout will succeed: the bank and the channel decide. What you enter is sent only to this service, which neither stores nor logs it.',
    colon: ': ', unset: 'unknown', yes: 'yes', no: 'no', needed: 'needed', after: 'then', internal: 'internal', fill: 'fill in', edit: 'Change the submission', share: 'Copy a link to this', print: 'Print',
    shared: 'Somebody shared this result: verdict and causes, without what was submitted. A link can be changed by anyone, so pay on a report only.', copied: 'Copied. The link holds the verdict, the score and codes of checks, and nothing personal.', notCopied: 'Copy the link from the address bar. It holds the verdict, the score and codes of checks.',
    range: 'Range', coverage: 'Known', card: 'Card', earliest: 'Earliest', limits: 'Time limits end', nearly: 'Nothing blocks it: ready to submit, with minor doubts.', until: 'Valid until', query: 'Next query',
    ifKnown: 'score would be', open: 'may be submitted', blocked: 'closed, not met', clearsAt: 'clears at',
    offline: 'The service cannot be reached; retrying shortly.', busy: 'The service is busy; retrying shortly.', refused: 'The submission has errors; below is the result before them.', badJSON: 'This is not valid JSON.', badYuan: 'The amount must be a number with at most two decimals.', badAmount: 'The amount (CNY) is out of range; most cannot be negative.', badNumber: 'This must be a number.',
    past: 'What became of the payouts assessed', again: 'Refresh', pastNote: 'From the outcomes that were sent back: counts alone, no IDs and nothing personal. Payouts without an outcome are counted, not guessed at.', pastPage: 'The whole backtest', pastVerdict: 'Verdict',
    caught: 'Failures that would have been caught', stopped: 'Good payouts that would have been stopped', wentThrough: 'Went through', failed: 'Failed or returned', held: 'Held', unsettled: 'Open',
    verdicts: {
      ready: ['Ready', 'No known obstacle: ready to submit.'], caution: ['Caution', 'Nothing blocks it, but there are doubts.'], incomplete: ['Incomplete', 'Not enough information to tell.'],
      wait: ['Wait', 'Wait, or query the result first.'], fix: ['Fix first', 'Very likely to fail now: fix this first.'], review: ['Review', 'A person of the paying side has to look at it.'],
      paid: ['Paid', 'This very payment has been made: do not pay again.'], stop: ['Do not submit', 'There is an obstacle that cannot be fixed.']},
    statuses: {pass: 'pass', warn: 'warning', fail: 'fail', unknown: 'unknown', not_applicable: 'not applicable', skipped: 'skipped', error: 'error'},
    categories: {identity: 'Identity', consistency: 'Consistency', card: 'Card', account: 'Account', payout: 'Payout', mandate: 'Mandate', network: 'Network', device: 'Device', timing: 'Timing', history: 'History'},
    fixers: {applicant: 'applicant', bank: 'bank', channel: 'channel', integrator: 'integrator', nobody: 'wait'},
    efforts: {none: '', low: 'easy', medium: 'some effort', high: 'much effort'},
  },
};

export const marks = {pass: '✓', warn: '!', fail: '✗', unknown: '?', not_applicable: '–', skipped: '·', error: '?'};
