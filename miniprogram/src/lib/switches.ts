import { switchable } from '@gonghui/shared/lib/switches'
import { getSwitches } from '@gonghui/shared/membership/switches'
import { useAnswer } from './use-answer'

/**
 * Whether the page at an address is offered here: its subpackage is that of its capability. Until what is off is known
 * once, nothing that may be off is shown.
 */
export function useSwitches(): (url: string) => boolean {
  const { answer } = useAnswer(getSwitches, {}, { keepAs: 'switches' })
  const off = answer.kind === 'ready' ? answer.body.off : switchable
  return (url) => !off.some((capability) => url.startsWith(`/${capability}/`))
}
