import type { Outcome } from '@gonghui/shared/lib/client'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import type { CheckInPlan, checkIn, Reader } from '@gonghui/shared/reading/readers'

/** Check-ins that the phone keeps until the server has answered for each: a train has tunnels. */
export interface Box {
  readonly read: () => readonly CheckInPlan[]
  readonly write: (kept: readonly CheckInPlan[]) => void
  readonly send: (told: CheckInPlan) => Promise<Outcome<typeof checkIn>>
}

export interface Emptied {
  /** Where one stands after the last that was taken. */
  readonly reader?: Reader
  readonly taken: readonly CheckInPlan[]
  readonly refused: readonly { readonly told: CheckInPlan; readonly problem: ProblemDocument }[]
  /** How many are still kept, the network being away. */
  readonly left: number
}

/** Puts one in: written down before anything is sent, so that no crash loses it. */
export const put = (box: Box, told: CheckInPlan): void => box.write([...box.read(), told])

/**
 * Sends what is kept, the oldest first. What was taken or refused for a reason leaves the box; the first that nobody
 * answers for stays with all behind it. Sending one twice counts once.
 */
export async function empty(box: Box): Promise<Emptied> {
  const taken: CheckInPlan[] = []
  const refused: { told: CheckInPlan; problem: ProblemDocument }[] = []
  let reader: Reader | undefined
  for (let [told] = box.read(); told; [told] = box.read()) {
    const { checkInId } = told
    const ended = await box.send(told)
    if (ended.kind === 'unknown' || ended.kind === 'unreachable') break
    // Signed out, or a fault of the server: nothing is known of the check-in, so it is kept.
    if (ended.kind === 'refused' && (ended.problem.status === 401 || ended.problem.status >= 500)) break
    if (ended.kind === 'answer') {
      reader = ended.body.reader
      taken.push(told)
    } else refused.push({ told, problem: ended.problem })
    box.write(box.read().filter((one) => one.checkInId !== checkInId))
  }
  return { ...(reader ? { reader } : {}), taken, refused, left: box.read().length }
}
