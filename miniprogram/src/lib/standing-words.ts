import { type Standing, standingNames } from '@gonghui/shared/lib/standing'

/**
 * What is shown of a membership at a glance; only who is a member without more is shown in green.
 * @param standing absent where it is the plain one, or where the phone knew somebody before there were standings.
 */
export const seenStanding = (standing: Standing | undefined) =>
  standing === undefined || standing === 'active'
    ? ({ tone: 'ok', icon: 'check', text: '在会会员' } as const)
    : ({ tone: 'wait', icon: 'clock', text: standingNames[standing] } as const)
