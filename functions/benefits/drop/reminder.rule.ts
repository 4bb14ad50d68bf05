import { REMIND_MINUTES } from '@gonghui/shared/benefits/reminders'
import { type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { type Drop, stateAt } from './drop.rule.ts'

/** The instant at which those are reminded who asked for it. */
export const remindsAt = ({ opensAt }: Pick<Drop, 'opensAt'>): Instant =>
  later(opensAt, -REMIND_MINUTES * MINUTE_MS)

/** Whether there is still time to ask for a reminder. */
export const mayAskReminder = (drop: Drop, now: Instant): boolean =>
  stateAt(drop, now) === 'scheduled' && now < remindsAt(drop)

/** Whether it is time to remind. One that is paused is told of when it goes on; one that has opened, not any more. */
export const isReminding = (drop: Drop, now: Instant): boolean =>
  stateAt(drop, now) === 'scheduled' && now >= remindsAt(drop)
