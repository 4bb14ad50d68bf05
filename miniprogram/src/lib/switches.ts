import { type Switchable, switchable } from '@gonghui/shared/lib/switches'
import { getSwitches } from '@gonghui/shared/membership/switches'
import { useAnswer } from './use-answer'

/** Whether what belongs to a capability is offered here; what belongs to none always is. */
export type IsOn = (capability: Switchable | undefined) => boolean

/** Until what is off is known once, nothing that may be off is shown. */
export function useSwitches(): IsOn {
  const { answer } = useAnswer(getSwitches, {}, { keepAs: 'switches' })
  const off: readonly Switchable[] = answer.kind === 'ready' ? answer.body.off : switchable
  return (capability) => capability === undefined || !off.includes(capability)
}
