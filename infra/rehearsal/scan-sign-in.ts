import { setTimeout as sleep } from 'node:timers/promises'
import { askConsoleSignIn, pollConsoleSignIn } from '@gonghui/shared/membership/console-sign-ins'
import { terminalQr } from '../local/terminal-qr.ts'
import { asOperator, Refused } from './rehearse.ts'
import type { Wire } from './wire.ts'

const EVERY_MS = 2_000

const ENDED: Readonly<Record<string, string>> = {
  refused: '手机上没有同意登录',
  cancelled: '登录已取消',
  expired: '三分钟内没有人确认登录，请再运行一次',
}

/**
 * A bearer token of an operator who scans the code with the mini-program, as for the console in a browser. Nothing is
 * kept: the token ends within fifteen minutes, and what would renew it is forgotten here.
 */
export async function scannedToken(
  wire: Wire,
  tell: (line: string) => void,
  everyMs = EVERY_MS,
): Promise<string> {
  const { code, poll } = await asOperator(wire, '', askConsoleSignIn, {})
  tell(
    `请运营人员在小程序“我的 → 扫码登录电脑控制台”里扫（在浏览器里粘贴这一行也可以），并确认：\n\n${code}\n\n${terminalQr(code)}\n`,
  )
  for (;;) {
    const { state, session, by } = await asOperator(wire, '', pollConsoleSignIn, { body: { poll } })
    const ended = ENDED[state]
    if (ended) throw new Refused(ended)
    if (session) {
      tell(`${by ?? '运营人员'}已确认登录`)
      return session.token
    }
    await sleep(everyMs)
  }
}
