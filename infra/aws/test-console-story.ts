/** For the test of the roles: a sign-in to the console, confirmed and refused. */
import * as signIns from '@gonghui/shared/membership/console-sign-ins'
import { send } from './test-product.ts'
import { staff } from './test-story-people.ts'

export async function consoleStory(): Promise<void> {
  const cadre = await staff('cadre')
  const ask = () => send(201, signIns.askConsoleSignIn, { body: {} })
  const { code, poll } = await ask()
  await send(200, signIns.viewConsoleSignIn, { body: { signInCode: code } }, cadre)
  await send(200, signIns.confirmConsoleSignIn, { body: { signInCode: code } }, cadre)
  await send(200, signIns.pollConsoleSignIn, { body: { poll } })
  const other = await ask()
  await send(200, signIns.refuseConsoleSignIn, { body: { signInCode: other.code } }, cadre)
  await send(409, signIns.cancelConsoleSignIn, { body: { poll: other.poll } })
}
