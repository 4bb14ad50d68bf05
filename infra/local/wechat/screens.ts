/** The pages a developer sees: who to be, and what the phones and the WeChat users received. */
import { type Answer, html } from './call.ts'
import { readPeople } from './people.ts'
import { issueLoginCode } from './sign-in.ts'
import { type Endpoint, isOpenid, type World } from './world.ts'

/** `GET /login?redirect=URL`: choose a WeChat user; the browser comes back to URL with `?code=…`. */
export const loginPage: Endpoint = ({ query }, world) => {
  const redirect = query.get('redirect') ?? world.productUrl ?? ''
  return isLoopback(redirect) ? html(choose(world, redirect)) : refuse()
}

/** `POST /login` (a form: openid, redirect). */
export const login: Endpoint = ({ body }, world) => {
  const form = new URLSearchParams(body.toString('utf8'))
  const openid = (form.get('openid') ?? '').trim()
  const redirect = form.get('redirect') ?? ''
  if (!isLoopback(redirect)) return refuse()
  if (!isOpenid(openid)) return html(choose(world, redirect, 'openid 须为 4–64 位字母、数字、_ 或 -'), 400)
  const target = new URL(redirect)
  // Into the query, before the hash: the hash is the page the person was on.
  target.searchParams.set('code', issueLoginCode(world, openid))
  return { status: 303, headers: { location: target.href, 'cache-control': 'no-store' }, body: '' }
}

/** A code that signs a person in must not be sent to a stranger's page. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return /^https?:$/.test(protocol) && /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

export const smsInbox: Endpoint = (_, world) => {
  const rows = [...world.sms].reverse().map(
    (sms) => `<article class="card"><header><b>${plain(sms.phone)}</b>
      <time>${new Date(sms.at).toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai' })}</time></header>
      <p>${plain(sms.text)}</p></article>`,
  )
  const list = rows.join('') || '<p class="none">还没有短信。需要验证码时，它会出现在这里。</p>'
  return html(
    page('短信收件箱', `<p class="lead">本机开发用：所有手机收到的短信，每 3 秒刷新。</p>${list}`, 3),
  )
}

/** Subscription messages that were sent, the newest first, and whom how many more may be sent. */
export const messageInbox: Endpoint = (_, world) => {
  const names = new Map(readPeople(world.options.peopleFile).map(({ openid, name }) => [openid, name]))
  const nameOf = (openid: string) => plain(names.get(openid) ?? openid)
  const rows = [...world.messages].reverse().map(
    (message) => `<article class="card"><header><b>${nameOf(message.openid)}</b>
      <time>${new Date(message.at).toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai' })}</time></header>
      <p>${Object.entries(message.fields)
        .map(([field, value]) => `<small>${plain(field)}</small> ${plain(value)}`)
        .join('<br>')}</p>
      <footer>${plain(message.templateId)} → ${plain(message.page ?? '')}</footer></article>`,
  )
  const agreed = [...world.subscriptions]
    .filter(([, count]) => count > 0)
    .map(
      ([key, count]) =>
        `<li>${nameOf(key.split(' ')[0] ?? '')}：${plain(key.split(' ')[1] ?? '')} ${count} 条</li>`,
    )
  const list = rows.join('') || '<p class="none">还没有订阅消息。同意过的人有了新消息，它会出现在这里。</p>'
  const lead = `本机开发用：发到微信的订阅消息，每 3 秒刷新。${agreed.length > 0 ? `还同意收：<ul>${agreed.join('')}</ul>` : ''}`
  return html(page('订阅消息', `<div class="lead">${lead}</div>${list}`, 3))
}

function refuse(): Answer {
  return html(page('无法登录', '<p class="none">redirect 只能是本机地址（localhost、127.0.0.1）。</p>'), 400)
}

function choose(world: World, redirect: string, warning = ''): string {
  const hidden = `<input type="hidden" name="redirect" value="${plain(redirect)}">`
  const cards = readPeople(world.options.peopleFile).map(
    (person) => `<button class="card" name="openid" value="${plain(person.openid)}">
      <span class="face">${plain([...person.name][0] ?? '?')}</span>
      <span class="who"><b>${plain(person.name)}</b><i>${plain(person.title ?? person.role)}</i><small>${plain(person.org)}</small></span>
    </button>`,
  )
  return page(
    '选择微信用户',
    `<p class="lead">本机开发用的微信登录。选一位演示人物，或用新的 openid 登录（相当于一位从未用过本小程序的微信用户）。</p>
    ${warning && `<p class="warning" role="alert">${plain(warning)}</p>`}
    <form method="post" action="/login" class="people">${hidden}${cards.join('')}</form>
    <form method="post" action="/login" class="new">${hidden}
      <label for="openid">新微信用户</label>
      <input id="openid" name="openid" placeholder="openid，例如 o-new-worker-1" required minlength="4" maxlength="64"
        pattern="[A-Za-z0-9_\\-]+" autocomplete="off"><button>登录</button></form>`,
  )
}

function page(title: string, content: string, refreshSeconds = 0): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} · 工惠本机微信</title>
${refreshSeconds ? `<meta http-equiv="refresh" content="${refreshSeconds}">` : ''}<style>
:root{color-scheme:light dark;--red:#c8161d;--ground:#f6f4f2;--card:#fff;--ink:#1f1a17;--soft:#6b625c;--line:#e8e2dd}
@media(prefers-color-scheme:dark){:root{--red:#e5484d;--ground:#171312;--card:#241e1c;--ink:#f3eeea;--soft:#b3a8a1;--line:#3a312d}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);
font:16px/1.6 "PingFang SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif}
.top{background:linear-gradient(135deg,#d8232a,#a50f15);color:#fff;padding:28px 0 56px}
.top div,main{max-width:880px;margin:0 auto}.top div{padding:0 20px}.top h1{margin:0;font-size:24px}.top span{opacity:.85;font-size:14px}
main{padding:0 20px 48px;margin-top:-36px}.lead{background:var(--card);border-radius:14px;padding:14px 18px;margin:0 0 18px;
color:var(--soft);box-shadow:0 4px 18px #00000014}.people{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:12px}
.card{display:flex;gap:14px;align-items:center;width:100%;text-align:left;font:inherit;color:inherit;background:var(--card);
border:1px solid var(--line);border-radius:14px;padding:14px}button.card{cursor:pointer}
button.card:hover,button.card:focus-visible{border-color:var(--red);outline:2px solid var(--red);outline-offset:-1px}
.face{flex:none;width:44px;height:44px;border-radius:50%;background:var(--red);color:#fff;display:grid;place-items:center;font-size:19px}
.who{display:grid;grid-template-columns:auto 1fr;column-gap:8px;align-items:center;min-width:0}
.who i{font-style:normal;font-size:12px;color:var(--red);border:1px solid;border-radius:9px;padding:0 7px;justify-self:start}
.who small{grid-column:1/-1;color:var(--soft);font-size:13px}article.card{display:block;margin-bottom:12px}
article footer{color:var(--soft);font-size:13px}article small{color:var(--soft)}article header{display:flex;justify-content:space-between;color:var(--soft)}article p{margin:6px 0 0}
.new{display:flex;flex-wrap:wrap;gap:10px;align-items:center;margin-top:18px;padding:16px;background:var(--card);
border:1px solid var(--line);border-radius:14px}.new input{flex:1 1 200px;font:inherit;padding:10px 12px;border-radius:10px;
border:1px solid var(--line);background:var(--ground);color:inherit}.new button{font:inherit;padding:10px 26px;border:0;
border-radius:22px;background:var(--red);color:#fff;cursor:pointer}.warning{color:var(--red)}
.none{background:var(--card);border-radius:14px;padding:28px;text-align:center;color:var(--soft)}
</style></head><body><div class="top"><div><h1>${title}</h1><span>工惠 · 本机微信（开发用，不是真的微信）</span></div></div>
<main>${content}</main></body></html>`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const plain = (words: string): string => words.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
