package main

import "github.com/payready/payready/readiness"

// A page is what help says of a command, beside its line in the table.
type page struct {
	about    readiness.Text
	status   []readiness.Text // the meaning of 0, 1, 2 and 3; nil means generalStatus
	examples []string
}

var generalStatus = []readiness.Text{
	both("可提交，或已说明", "ready, or explained"), both("不可提交", "not ready"),
	both("输入无法使用，或参数有误", "the input is unusable, or the arguments are wrong"),
}

var pages = map[string]page{
	"assess": {
		about: both(`评估一笔或几笔打款；用 -ndjson 或 -csv 评估任意大小的文件，内存占用不变。FILE 为 - 时读标准输入。给出几个文件时逐个评估，退出状态取最差的。

用 -ndjson 或 -csv 时，每个能读的行按输入顺序输出一个 JSON 结果，与并行数无关。没有编号的记录以行号为编号，例如 line-12；编号像本人的证件号、手机号或卡号，或含字母、数字、下划线和短横线以外的字符，也改用行号，标准错误会说明有多少，结果的 errors 列出 /id（给申请人的除外）。空行忽略。读不了或长于 262,144 字节的行没有结果，行号和错误写入标准错误或 -bad 的文件。

表格为 UTF-8 编码的 CSV（RFC 4180）。表头用字段在 JSON 中的路径，以点分隔，例如 card.number、payout.amount_fen。一行一笔，单元格内不换行。空单元格表示不知道；列表写成 JSON。可用的列见下。Excel 和中文表头用 readyexcel。

有 -out 时，运行期间在旁边保存进度文件 FILE.progress。中断后以同样的参数加 -resume 继续，输出与没有中断时相同。输入须与上次相同，名单和数据库的内容也须相同（按 SHA-256 判断）。

-summary 按结论、未通过的检查和原因打印笔数与金额，并找出同一张卡、同一金额的重复。不保存卡号，只保存 64 位 HMAC-SHA256 标记。密钥每次随机生成；用 -key-file 可比较多次运行。内存中最多保留 262,144 条（6 MB），其余写入临时文件，每条 24 字节。

按原因：许多笔共有的（银行或通道停用、通道受理时间、大额系统时间、商户日限额、付款余额）写明银行或通道和结束时间，其余按检查和代码归并；一笔可能有几个原因。列出最多的 20 项，其余合为一行。最多区分 1,024 项；再多时，小的不再区分银行、通道和时间。`,
			`Assesses one submission or several or, with -ndjson or -csv, a file of any size in
constant memory. If FILE is -, reads standard input. Of several files each is assessed,
and the exit status is the worst.

With -ndjson or -csv, assess writes one JSON document for every readable line, in
the order of the input. The output does not depend on the number of workers. A
submission without an id gets one from its line, such as line-12. So does a
submission whose id is rejected because it is the number of a document, a mobile or a
card, or contains other characters than letters, digits, _
and -. Standard error says how many ids were rejected, and the documents, except
those for applicants, list /id under errors. Blank lines are ignored. A line that
cannot be read or is longer than 262,144 bytes gives no document; its number and
the mistake go to standard error, or to the file of -bad.

A table is CSV (RFC 4180) in UTF-8. Its header names inputs by their path in the
JSON of a submission, with dots: card.number, payout.amount_fen. Each row is one
line, so cells have no line breaks. An empty cell is unknown; a list is a JSON
list. The columns are listed below. For Excel and headers in Chinese there is
readyexcel.

With -out, a checkpoint is kept beside FILE, in FILE.progress, while the run
lasts. After a kill the same call with -resume goes on from it, and the output is
that of a run that was never cut short. The input must begin as it did, and lists
and databases must hold what they held: both are known by their SHA-256.

-summary prints counts and amounts by verdict, by failed check and by cause, and finds
repeats of the same card with the same amount. It stores no card numbers, only 64
bits of an HMAC-SHA256. The key is random for each run; use -key-file to compare
the tags of several runs. All repeats are found: up to 262,144 pairs are kept in
memory (6 MB), and further tags in a temporary file of 24 bytes per pair.

What many submissions share (a bank or channel that is closed or down, the hours of a
channel or of HVPS, the merchant's quota of the day, the balance) is told with the
bank or channel and the time when it ends; all else by check and code. A submission
may have several causes. The largest 20 are listed, the others on one line. No more
than 1,024 are told apart: beyond that the small ones lose bank, channel and time.`),
		status: []readiness.Text{
			both("全部可提交", "everything is ready"), both("有不可提交的", "something is not ready"),
			both("输入无法使用或为空，或有读不了的行", "the input is unusable or empty, or some line cannot be read"), both("已打款", "this very payment was made"),
		},
		examples: []string{
			"readycheck assess submission.json",
			"readycheck assess -detail summary one.json two.json",
			"readycheck assess -format json -lang en - < submission.json",
			"readycheck assess -ndjson -out out.ndjson -bad bad.ndjson -summary in.ndjson",
			"readycheck assess -csv -detail summary -policy strict in.csv > out.ndjson",
		},
	},
	"when":     whenPage,
	"diagnose": diagnosePage,
	"backtest": backtestPage,
	"compare":  comparePage,
	"watch":    watchPage,
	"list":     listPage,
	"route":    routePage,
	"policy": {
		about: both(`预设策略的名称可代替文件。check 打印指纹，并提示哪些列表整个替换了预设（例如写了一个 windows，预设的时段就不再生效）；策略里写有自有通道或银行的，用 -codes 和 -bins 给出 assess 所用的表。show 打印完整策略，diff 逐项列出差异。`,
			`A preset's name stands for its document. check prints the checker's hash, and notes
which lists replace those of the preset: with one window of your own the preset's are
gone. Give it the tables that assess is given, with -codes and -bins. show prints the
whole policy, diff one difference in a line.`),
		status: []readiness.Text{
			both("文件有效，或没有差异", "the document is valid, or there is no difference"), both("diff 发现差异", "diff found differences"),
			both("文件无效，或参数有误", "the document is invalid, or the arguments are wrong"),
		},
		examples: []string{"readycheck policy show standard > ours.json", "readycheck policy check ours.json", "readycheck policy diff standard ours.json"},
	},
	"version": {
		about: both(`打印引擎、策略和数据表的版本，数据表的日期和工作日历的截止日。提醒写标准错误。assess 输出文本时，按提交时间给出同样的提醒。`,
			`Prints the versions of the engine, the policy and the tables, the age of the tables
and the end of the calendar. Warnings go to standard error. assess prints the same
warnings, as of the time of submission, if it writes text.`),
		status: []readiness.Text{
			both("没有提醒", "no warnings"), both("有数据表超过 180 天未更新，或工作日历将在 30 天内用完", "a table is more than 180 days old, or the calendar ends within 30 days"),
			both("参数有误", "the arguments are wrong"),
		},
		examples: []string{"readycheck version -today 2027-01-15"},
	},
	"completion": {
		about:    both(`生成补全命令、选项及其取值的脚本。`, `Writes a shell script that completes commands, flags and their values.`),
		status:   []readiness.Text{both("已生成", "written"), {}, both("不支持的外壳程序", "unknown shell")},
		examples: []string{"source <(readycheck completion bash)", "readycheck completion zsh > ~/.zfunc/_readycheck", "readycheck completion fish > ~/.config/fish/completions/readycheck.fish"},
	},
	"help": {
		status: []readiness.Text{both("已显示", "shown"), {}, both("没有这个命令", "unknown command")},
	},
}
