/** What a newcomer reads once everything runs: where to go, and as whom. */
import type { Person } from './wechat/world.ts'

export type Places = {
  product: string
  login: string
  sms: string
  database: string
  /** Where the state is kept. */
  dir: string
}

export function welcome(places: Places, people: Person[], seconds: number): string {
  const lines = [
    '',
    `工惠已就绪（${seconds.toFixed(1)} 秒）`,
    '',
    `  打开页面    ${places.product}`,
    `  微信登录    ${places.login}  （页面里点“登录”会自动过来，选一位人物即可）`,
    `  短信收件箱  ${places.sms}`,
    `  数据库      ${places.database}  数据在 ${places.dir}`,
    '',
  ]
  if (people.length > 0) {
    const columns = people.map(({ name, role, title, org, openid }) => [name, title ?? role, org, openid])
    const widths = [0, 1, 2].map((column) => Math.max(...columns.map((row) => widthOf(row[column] ?? ''))))
    lines.push('  可以是谁：')
    for (const row of columns) {
      const cells = row.map(
        (cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))),
      )
      lines.push(`    ${cells.join('  ')}`)
    }
    lines.push('')
  }
  lines.push('按 Ctrl-C 停止；再次 npm start，数据仍在。', '')
  return lines.join('\n')
}

/** A Chinese character takes two columns of a terminal. */
const widthOf = (text: string): number =>
  [...text].reduce((width, sign) => width + (/[\u2e80-\uffef]/.test(sign) ? 2 : 1), 0)
