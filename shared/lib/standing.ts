/**
 * How somebody stands with the union. A suspended member is still counted; who retires keeps the membership without
 * being counted (保留会籍); leaving and death end it.
 */
export const standings = ['active', 'suspended', 'retired', 'left', 'deceased'] as const
export type Standing = (typeof standings)[number]

/** Whether one is on an org's roll and in the counts of every org above. */
export const isCounted = (standing: Standing): boolean => standing === 'active' || standing === 'suspended'

/** Whether the person has a membership: vouchers, points and the member code are theirs to use. */
export const holdsMembership = (standing: Standing): boolean => standing !== 'left' && standing !== 'deceased'

export const standingNames: Readonly<Record<Standing, string>> = {
  active: '在会',
  suspended: '会籍暂停',
  retired: '退休，保留会籍',
  left: '已退会',
  deceased: '已故',
}
