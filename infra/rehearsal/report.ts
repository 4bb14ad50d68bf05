/** The report: one page that opens anywhere, without a script and without a net. */
import { inWords as momentInWords } from '@gonghui/shared/lib/instant'
import { latencyChart, timelineChart } from './charts.ts'
import { falseAnswers } from './checks.rule.ts'
import type { PoolFigures } from './figures.rule.ts'
import type { Rehearsed } from './rehearse.ts'
import { STYLE } from './report-style.ts'
import { count, equationOf, offeredInWords, refusalInWords, verdictInWords } from './summary.ts'
import { inSeconds } from './verdict.rule.ts'

const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const text = (plain: string): string => plain.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark)

export const reportOf = (rehearsed: Rehearsed, place: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>演练报告 · ${text(rehearsed.drop.title)}</title>
<style>${STYLE}</style>
</head>
<body>
${head(rehearsed, place)}
<main>
${figures(rehearsed)}
${criteria(rehearsed)}
${card('到达与答复', '每 0.1 秒里有多少人点下、抢到、被告知原因', timelineChart(rehearsed.figures))}
${latency(rehearsed)}
${pools(rehearsed)}
${balance(rehearsed)}
${ground(rehearsed, place)}
</main>
</body>
</html>
`

const card = (title: string, hint: string, body: string): string =>
  `<section class="card"><h2>${title}</h2><p class="hint">${hint}</p>${body}</section>`

function head({ drop, startedAt, verdict, members, overMs, criteria }: Rehearsed, place: string): string {
  const failed = criteria.filter(({ holds, readOnly }) => !holds && !readOnly).map(({ title }) => title)
  const why = verdict === 'go' ? '必查的几条都过了' : `没有过：${failed.join('、')}`
  return `<header class="${verdict}">
<div class="inner">
<p class="kicker">开抢演练报告</p>
<h1>${text(drop.title)}</h1>
<p class="sub">${text(drop.orgName)} · ${momentInWords(startedAt)} · ${count(members)} 位模拟会员，${inSeconds(overMs)}内到齐 · ${text(place)}</p>
<div class="verdict"><span class="seal">${verdict === 'go' ? '✓' : '✗'}</span><div><strong>${verdictInWords[verdict]}</strong><span>${why}</span></div></div>
</div>
</header>`
}

function figures({
  figures: { granted, members, answer, soldOutInMs, refused, requests },
}: Rehearsed): string {
  const big = (label: string, value: string, below: string) =>
    `<div class="figure"><span class="label">${label}</span><span class="value">${value}</span><span class="below">${below}</span></div>`
  const told = Object.values(refused).reduce((sum, many) => sum + many, 0)
  const [number, unit] = soldOutInMs === undefined ? ['没有抢完', ''] : inSeconds(soldOutInMs).split(' ')
  return `<section class="figures">
${big('到达', count(members), `发出 ${count(requests)} 次请求`)}
${big('抢到', count(granted), `${count(told)} 人被告知原因`)}
${big('抢完用时', `${number}<small>${unit ?? ''}</small>`, '从第一下到最后一份')}
${big('p99 答复', inSeconds(answer.p99).replace(/ (.+)$/, '<small>$1</small>'), `p50 ${inSeconds(answer.p50)} · p95 ${inSeconds(answer.p95)}`)}
</section>`
}

const criteria = ({ criteria: all }: Rehearsed): string =>
  card(
    '放行条件',
    '打 ✓ 的过了；灰色的是本机上的时间，只供参考，不算数',
    `<ul class="criteria">${all
      .map(({ title, found, wanted, holds, readOnly }) => {
        const state = readOnly ? 'read' : holds ? 'holds' : 'fails'
        const mark = readOnly ? '参考' : holds ? '✓' : '✗'
        return `<li class="${state}"><span class="mark">${mark}</span><b>${title}</b><span class="found">${text(found)}</span><span class="wanted">${text(wanted)}</span></li>`
      })
      .join('')}</ul>`,
  )

function latency({
  figures: { answer, known, turned429, turned503, lost, faults, refused },
  figures: all,
}: Rehearsed): string {
  const row = (name: string, { p50, p95, p99, most }: typeof answer) =>
    `<tr><th scope="row">${name}</th>${[p50, p95, p99, most].map((ms) => `<td>${inSeconds(ms)}</td>`).join('')}</tr>`
  const chips = [
    ...Object.entries(refused).map(([code, many]) => `${refusalInWords(code)} <b>${count(many)}</b>`),
    `429 <b>${turned429}</b>`,
    `503 <b>${turned503}</b>`,
    `没有回音 <b>${lost}</b>`,
    `故障 <b>${faults}</b>`,
  ]
  return card(
    '答复的快慢',
    '每次请求从送出到收到答复；“从点下到知道”把被请回再来的等待也算进去',
    `${latencyChart(all)}
<div class="scroll"><table><thead><tr><th></th><th scope="col">p50</th><th scope="col">p95</th><th scope="col">p99</th><th scope="col">最久</th></tr></thead><tbody>${row('单次答复', answer)}${row('从点下到知道', known)}</tbody></table></div>
<p class="chips">${chips.map((chip) => `<span>${chip}</span>`).join('')}</p>`,
  )
}

function pools({ figures: { pools: all } }: Rehearsed): string {
  const slowest = Math.max(1, ...all.map(({ goneInMs = 0 }) => goneInMs))
  const row = ({ name, units, granted, goneInMs }: PoolFigures) => {
    const gone = goneInMs === undefined ? `还剩 ${count(units - granted)} 份` : `${inSeconds(goneInMs)} 抢完`
    const share = units > 0 ? (granted / units) * 100 : 0
    const width = goneInMs === undefined ? 100 : Math.max(2, (goneInMs / slowest) * 100)
    return `<li><div class="pool"><b>${text(name)}</b><span>${count(granted)} / ${count(units)} 份 · ${gone}</span></div>
<div class="track" style="width:${width.toFixed(1)}%"><i style="width:${share.toFixed(1)}%"></i></div></li>`
  }
  return card(
    '各单位名额',
    '条的长短是抢完用的时间，红色是发出的份额',
    `<ul class="pools">${all.map(row).join('')}</ul>`,
  )
}

function balance(rehearsed: Rehearsed): string {
  const { books, found } = rehearsed
  const [[total, added] = ['', 0], ...parts] = equationOf(rehearsed)
  const term = ([name, units]: readonly [string, number]) =>
    `<span class="term"><b>${count(units)}</b>${name}</span>`
  const isRight = books.wrong.length === 0
  const lines = [
    ...books.wrong,
    ...(found.strangers > 0 ? [`${found.strangers} 人被告知的券不在自己名下`] : []),
    ...(found.cheated > 0 ? [`${found.cheated} 人账上有券，却被告知没有抢到`] : []),
    ...(found.hasty > 0 ? [`${found.hasty} 人被告知已抢完，其实还有`] : []),
    ...(found.doubled > 0 ? [`${found.doubled} 份重复发放或重复告知`] : []),
    ...(found.foreign > 0 ? [`${found.foreign} 份在演练之外的人名下`] : []),
  ]
  const unheard =
    found.unheard > 0
      ? `<p class="hint">${found.unheard} 人账上有券而手机没有等到答复，打开券包就能看到，不算说错。</p>`
      : ''
  const seal =
    isRight && falseAnswers(found) === 0
      ? '<span class="flat">账平</span>'
      : '<span class="flat bad">有出入</span>'
  return card(
    '库存的账',
    '只按存下的记录重新数一遍，再拿每个人听到的答复逐一核对',
    `<div class="equation">${term([total, added])}<em>=</em>${parts.map(term).join('<em>+</em>')}${seal}</div>
${lines.length > 0 ? `<ul class="wrong">${lines.map((line) => `<li>${text(line)}</li>`).join('')}</ul>` : ''}${unheard}`,
  )
}

function ground(rehearsed: Rehearsed, place: string): string {
  const { drop, isLocal, startedAt, thresholds } = rehearsed
  const items = [
    `在${text(place)}，${startedAt.replace('T', ' ').slice(0, 19)}（UTC）开始，影子场 ${count(drop.stock.total)} 份，每人限 ${drop.perMember} 份。`,
    `${text(offeredInWords(rehearsed))}。`,
    '模拟会员走的是会员的同一个接口、同一段代码，按小程序自己的规矩重试：先记下再发，没有答复就等 1、2、4、8 秒再问，并说明是重试。每 20 人里有 1 人不在领取范围内。',
    '演练抢的是影子：库存、券、名额都是另一份，真会员看不见也抢不到；结束后影子连同它的券一起清掉，真实的数字不变，导入的券码一个也没有用。',
    isLocal
      ? '本机的数据库一次只做一件事，从不限流，函数也只有一个进程：账对不对、话真不真，在这里看得准；快慢和抢完用时只供参考，云上要在部署好的环境里再演练一次。'
      : `云上的时间算数：p99 不超过 ${inSeconds(thresholds.p99Ms)}，抢完不超过 ${inSeconds(thresholds.soldOutMs)}。这台机器到云上的网络也算在里面。`,
  ]
  return card(
    '环境和前提',
    '这些数字在什么情形下得来',
    `<ul class="ground">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`,
  )
}
