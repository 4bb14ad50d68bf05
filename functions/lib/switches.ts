import { instantOf } from '@gonghui/shared/lib/instant'
import { type Switchable, switchable } from '@gonghui/shared/lib/switches'
import type { Context } from 'aws-lambda'
import { answerProblem } from './answers.ts'

/** The capabilities that this deployment does not offer, by the setting CAPABILITIES_OFF: names with commas between. */
export const switchedOff = (): Switchable[] => {
  const off = (process.env.CAPABILITIES_OFF ?? '').split(',').map((name) => name.trim())
  return switchable.filter((name) => off.includes(name))
}

/** For middy: a capability that is switched off answers everybody so, whatever is asked of it. Its jobs go on. */
export const unlessOff = (capability: Switchable) => ({
  before: ({ context }: { readonly context: Context }) =>
    switchedOff().includes(capability)
      ? answerProblem(
          { code: 'capability-off' },
          { now: instantOf(Date.now()), requestId: context.awsRequestId },
        )
      : undefined,
})
